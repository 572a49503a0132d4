import { promises as fs } from "node:fs";
import { writeAll } from "../datasets/durable-files.ts";

/** What is gathered before it is written: small writes cost more than what they write. */
const BUFFER_BYTES = 1 << 20;

/**
 * A new file that grows. What is put is copied and written a megabyte at a time, while the caller makes the next one.
 * A failed write shows with a later `put` or at the end. Not for concurrent use.
 */
export class FileSink {
  readonly #file: fs.FileHandle;
  #buffer = Buffer.allocUnsafeSlow(BUFFER_BYTES);
  #other = Buffer.allocUnsafeSlow(BUFFER_BYTES);
  #filled = 0;
  /** bytes that are on their way or written */
  #sent = 0;
  #underway: Promise<void> = Promise.resolve();

  private constructor(file: fs.FileHandle) {
    this.#file = file;
  }

  static async create(path: string): Promise<FileSink> {
    return new FileSink(await fs.open(path, "wx"));
  }

  /** bytes so far */
  get size(): number {
    return this.#sent + this.#filled;
  }

  /** Takes bytes in; null where it need not be waited for. */
  put(bytes: Uint8Array): Promise<void> | null {
    const room = BUFFER_BYTES - this.#filled;
    if (bytes.length > room) return this.#putParts(bytes);
    this.#buffer.set(bytes, this.#filled);
    this.#filled += bytes.length;
    return null;
  }

  /** Writes what is left, syncs and closes the file. */
  async finish(): Promise<void> {
    await this.#send();
    await this.#underway;
    await this.#file.sync();
    await this.#file.close();
  }

  /** Closes the file as it is, for the way out of an error. */
  async abandon(): Promise<void> {
    await this.#underway.catch(() => undefined);
    await this.#file.close().catch(() => undefined);
  }

  async #putParts(bytes: Uint8Array): Promise<void> {
    for (let done = 0; done < bytes.length;) {
      if (this.#filled === BUFFER_BYTES) await this.#send();
      const part = bytes.subarray(done, done + BUFFER_BYTES - this.#filled);
      this.#buffer.set(part, this.#filled);
      this.#filled += part.length;
      done += part.length;
    }
  }

  /** Begins to write the buffer once the other one is written. */
  async #send(): Promise<void> {
    await this.#underway;
    const bytes = this.#buffer.subarray(0, this.#filled);
    this.#underway = writeAll(this.#file, bytes, this.#sent);
    // it is awaited before the next one, or at the end
    this.#underway.catch(() => undefined);
    this.#sent += this.#filled;
    this.#filled = 0;
    [this.#buffer, this.#other] = [this.#other, this.#buffer];
  }
}
