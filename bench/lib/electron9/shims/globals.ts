/** Classes that Chromium 83 and Node 12 do not have and core-js cannot give: nothing can be weak without the engine. */

class StrongRef<T extends object> {
  readonly #target: T;

  constructor(target: T) {
    this.#target = target;
  }

  deref(): T {
    return this.#target;
  }
}

class NoRegistry {
  register(): void {
    // Finalisers may never run; here they never do.
  }

  unregister(): boolean {
    return false;
  }
}

/** Adds the globals that are missing. */
export function installGlobals(): void {
  const missing: Record<string, unknown> = { WeakRef: StrongRef, FinalizationRegistry: NoRegistry };
  for (const [name, value] of Object.entries(missing)) {
    if (!(name in globalThis)) Object.defineProperty(globalThis, name, { value, writable: true, configurable: true });
  }
}
