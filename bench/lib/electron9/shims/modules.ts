import crypto from "crypto";
import fs from "fs";
import Module from "module";
import { promisify } from "util";

/** What Node's loader offers to those who stand in its way. */
interface Loader {
  _load(request: string, parent: unknown, isMain: boolean): unknown;
}

const loader = Module as unknown as Loader;
const load = loader._load.bind(loader);

/** `fs.rm`, which came with Node 14.14: a file, or a folder with `recursive`. */
async function remove(path: fs.PathLike, options: { recursive?: boolean; force?: boolean } = {}): Promise<void> {
  try {
    const isFolder = (await fs.promises.lstat(path)).isDirectory();
    if (isFolder) await fs.promises.rmdir(path, { recursive: options.recursive === true });
    else await fs.promises.unlink(path);
  } catch (error) {
    if (options.force === true && (error as NodeJS.ErrnoException).code === "ENOENT") return;
    throw error;
  }
}

/** `crypto.randomUUID`, which came with Node 14.17: version 4. */
function randomUuid(): string {
  const bytes = crypto.randomBytes(16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

const late: Readonly<Record<string, () => unknown>> = {
  "fs/promises": () => fs.promises,
  "timers/promises": () => ({
    setTimeout: (ms: number, value?: unknown) => new Promise((done) => setTimeout(done, ms, value)),
    setImmediate: (value?: unknown) => new Promise((done) => setImmediate(done, value)),
  }),
  "stream/promises": () => {
    const stream = load("stream", undefined, false) as typeof import("stream");
    return { pipeline: promisify(stream.pipeline), finished: promisify(stream.finished) };
  },
  "path/posix": () => (load("path", undefined, false) as typeof import("path")).posix,
};

/** Lets `require` find what later releases of Node call "node:…" or have added since Node 12. */
export function installModules(extra: Readonly<Record<string, () => unknown>>): void {
  Object.assign(fs.promises, { rm: remove });
  Object.assign(crypto, { randomUUID: randomUuid });
  loader._load = (request, parent, isMain) => {
    const name = request.startsWith("node:") ? request.slice("node:".length) : request;
    const made = extra[name] ?? late[name];
    return made === undefined ? load(name, parent, isMain) : made();
  };
}

/** The module as this very Electron has it. */
export function original(name: string): unknown {
  return load(name, undefined, false);
}
