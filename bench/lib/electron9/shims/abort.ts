type Listener = (event: { readonly type: "abort" }) => void;

/** AbortSignal for Node 12: what the program uses of it. */
class Signal {
  aborted = false;
  reason: unknown = undefined;
  onabort: Listener | null = null;
  readonly #listeners = new Set<Listener>();

  addEventListener(_type: "abort", listener: Listener): void {
    this.#listeners.add(listener);
  }

  removeEventListener(_type: "abort", listener: Listener): void {
    this.#listeners.delete(listener);
  }

  throwIfAborted(): void {
    if (this.aborted) throw this.reason;
  }

  fire(reason: unknown): void {
    if (this.aborted) return;
    this.aborted = true;
    this.reason = reason;
    const event = { type: "abort" } as const;
    this.onabort?.(event);
    for (const listener of this.#listeners) listener(event);
    this.#listeners.clear();
  }

  static timeout(ms: number): Signal {
    const signal = new Signal();
    setTimeout(() => signal.fire(new Error("timed out")), ms).unref();
    return signal;
  }
}

class Controller {
  readonly signal = new Signal();

  abort(reason: unknown = Object.assign(new Error("This operation was aborted"), { name: "AbortError" })): void {
    this.signal.fire(reason);
  }
}

/** Adds AbortController and AbortSignal, which came with Node 15. */
export function installAbort(): void {
  if ("AbortController" in globalThis) return;
  Object.assign(globalThis, { AbortController: Controller, AbortSignal: Signal });
}
