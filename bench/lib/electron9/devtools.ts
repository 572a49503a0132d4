import { WebSocket } from "ws";

interface Reply {
  readonly id?: number;
  readonly method?: string;
  readonly params?: Record<string, unknown>;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

interface Evaluation {
  readonly result: { readonly value?: unknown };
  readonly exceptionDetails?: { readonly text: string; readonly exception?: { readonly description?: string } };
}

interface Waiting {
  done(result: unknown): void;
  fail(error: Error): void;
}

/** A page as its developer tools see it. One request after another or several at once, both are fine. */
export class DevtoolsPage {
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, Waiting>();
  /** what the page has written to its console, and its uncaught errors */
  readonly console: string[] = [];
  #next = 1;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on("message", (data: Buffer) => this.#receive(JSON.parse(data.toString("utf8")) as Reply));
    socket.on("close", () => {
      for (const { fail } of this.#waiting.values()) fail(new Error("the page is gone"));
      this.#waiting.clear();
    });
  }

  /** Attaches to a page by the address its browser lists for it. */
  static async attach(address: string): Promise<DevtoolsPage> {
    const socket = new WebSocket(address, { perMessageDeflate: false });
    await new Promise<void>((done, fail) => {
      socket.once("open", () => done());
      socket.once("error", fail);
    });
    const page = new DevtoolsPage(socket);
    await page.send("Runtime.enable");
    await page.send("Page.enable");
    await page.send("Log.enable");
    return page;
  }

  send(method: string, params: Record<string, unknown> = {}): Promise<unknown> {
    const id = this.#next;
    this.#next += 1;
    return new Promise((done, fail) => {
      this.#waiting.set(id, { done, fail });
      this.#socket.send(JSON.stringify({ id, method, params }));
    });
  }

  /** The value of a JavaScript expression in the page; promises are awaited. */
  async evaluate<T>(expression: string): Promise<T> {
    const options = { expression, awaitPromise: true, returnByValue: true, userGesture: true };
    const { result, exceptionDetails } = (await this.send("Runtime.evaluate", options)) as Evaluation;
    if (exceptionDetails !== undefined) {
      throw new Error(`in the page: ${exceptionDetails.exception?.description ?? exceptionDetails.text}`);
    }
    return result.value as T;
  }

  /** Waits until an expression is truthy and returns its value. */
  async waitFor<T>(expression: string, timeoutMs = 20_000): Promise<T> {
    const until = Date.now() + timeoutMs;
    for (;;) {
      const value = await this.evaluate<T>(expression);
      if (value !== undefined && value !== null && value !== false && value !== 0 && value !== "") return value;
      if (Date.now() > until)
        throw new Error(`not within ${timeoutMs / 1000} s: ${expression}\n${this.console.join("\n")}`);
      await new Promise((next) => setTimeout(next, 100));
    }
  }

  /** A PNG of what the page shows. */
  async screenshot(): Promise<Buffer> {
    const { data } = (await this.send("Page.captureScreenshot", { format: "png" })) as { data: string };
    return Buffer.from(data, "base64");
  }

  close(): void {
    this.#socket.close();
  }

  #receive(reply: Reply): void {
    if (reply.id === undefined) {
      this.#note(reply);
      return;
    }
    const waiting = this.#waiting.get(reply.id);
    this.#waiting.delete(reply.id);
    if (reply.error === undefined) waiting?.done(reply.result);
    else waiting?.fail(new Error(reply.error.message));
  }

  #note({ method, params }: Reply): void {
    if (method === "Runtime.consoleAPICalled") {
      const { type, args } = params as {
        type: string;
        args: { value?: string | number | boolean | null; description?: string }[];
      };
      this.console.push(`${type}: ${args.map(({ value, description }) => String(value ?? description)).join(" ")}`);
    } else if (method === "Runtime.exceptionThrown") {
      const { exceptionDetails } = params as { exceptionDetails: NonNullable<Evaluation["exceptionDetails"]> };
      this.console.push(`uncaught: ${exceptionDetails.exception?.description ?? exceptionDetails.text}`);
    } else if (method === "Log.entryAdded") {
      const { entry } = params as { entry: { level: string; text: string; url?: string } };
      this.console.push(`${entry.level}: ${entry.text} ${entry.url ?? ""}`);
    }
  }
}
