import { Worker } from "node:worker_threads";
import { FailureError } from "../../shared/base/failure.ts";
import { invalidFile } from "../../shared/dataset/invalid-file.ts";
import type { ArrayTree } from "../../shared/export/array-tree.ts";
import { findBuiltProgram } from "../services/built-program.ts";
import { answerHdf5 } from "./hdf5-answer.ts";
import type { Hdf5Operation, Hdf5Operations, Hdf5Reply, Hdf5Request } from "./hdf5-protocol.ts";

type Asynchronous<T> = {
  [name in keyof T]: T[name] extends (...args: infer A) => infer R ? (...args: A) => Promise<R> : never;
};
/** An HDF5 file open for reading. */
export type Hdf5Reader = Pick<Asynchronous<Hdf5Operations>, "names" | "listing" | "attributes" | "arrays" | "words">;
/**
 * An HDF5 file being made. `write` answers once the group before it is written, so that the caller can prepare the next
 * one meanwhile; a failure shows with the next group or at the end. The memory of a tree's arrays, all of it, is the file's from
 * then on: it must not be used again.
 */
export type Hdf5Writer = Pick<Asynchronous<Hdf5Operations>, "write">;

/** How the thread of the library is run. */
export interface Hdf5Options {
  /** the thread's program; null: the library runs in this thread, where a hostile file can stop everything */
  readonly workerEntry?: string | null;
  /** milliseconds after which a file that is still being read counts as damaged */
  readonly timeLimit?: number;
}

const TIME_LIMIT = 60_000;
/** A thread whose memory has grown beyond this is not used again. */
const KEEP_BYTES = 256 * 1024 * 1024;

interface Thread {
  ask(request: Hdf5Request, timeLimit: number | null): Promise<Hdf5Reply>;
  /** a thread in order is kept for the next file */
  release(usable: boolean): Promise<void>;
}

const here: Thread = { ask: (request) => answerHdf5(request), release: () => Promise.resolve() };
type Work<T> = (file: Asynchronous<Hdf5Operations>) => Promise<T>;

let turn: Promise<void> = Promise.resolve();
let idle: { readonly entry: string; readonly worker: Worker } | null = null;

function threadOf(entry: string): Thread {
  const worker = idle?.entry === entry ? idle.worker : new Worker(entry);
  if (idle?.worker === worker) idle = null;
  // an idle thread does not keep the process running, one at work does
  worker.ref();
  return {
    ask: (request, timeLimit) =>
      new Promise((resolve) => {
        const timer = timeLimit === null ? null : setTimeout(() => end(broken("it takes too long to read")), timeLimit);
        const onFail = (error: unknown): void => end(broken(error instanceof Error ? error.message : "its end"));
        const end = (reply: Hdf5Reply): void => {
          if (timer !== null) clearTimeout(timer);
          worker.removeAllListeners();
          worker.on("error", () => undefined);
          resolve(reply);
        };
        worker.removeAllListeners();
        worker.on("message", end);
        worker.on("error", onFail);
        worker.on("exit", onFail);
        worker.postMessage(request, buffersOf(request));
      }),
    release: async (usable) => {
      if (usable && idle === null) {
        idle = { entry, worker };
        worker.unref();
      } else await worker.terminate();
    },
  };
}

/** The memory of what is to be written, which goes over to the library's thread instead of being copied. */
function buffersOf({ operation, args }: Hdf5Request): ArrayBuffer[] {
  const buffers = new Set<ArrayBuffer>();
  const add = ({ arrays = {}, groups = {} }: ArrayTree): void => {
    for (const { values } of Object.values(arrays))
      if (values.buffer instanceof ArrayBuffer) buffers.add(values.buffer);
    for (const tree of Object.values(groups)) add(tree);
  };
  // both ends are ours: the second argument of "write" is a tree
  if (operation === "write") add(args[1] as ArrayTree);
  return [...buffers];
}

function broken(message: string): Hdf5Reply {
  return { ok: false, why: "broken", message, code: null };
}

function failureOf(reply: Exclude<Hdf5Reply, { readonly ok: true }>, mode: "read" | "write"): Error {
  if (mode === "write" && (reply.why === "broken" || reply.why === "file"))
    return new Error(`HDF5 could not be written: ${reply.message}`);
  switch (reply.why) {
    case "unsupported":
      return new FailureError("unsupported", "HDF5 files cannot be used here.", "Use a newer Electron or Node.", {
        cause: reply.message,
      });
    case "disk":
      return Object.assign(new Error(`the disk says ${reply.code}`), { code: reply.code ?? "EIO" });
    case "broken":
      return invalidFile("The HDF5 file is damaged: reading it broke down.", reply.message);
    case "file":
      return invalidFile(
        reply.message === "" ? "The HDF5 file is damaged, truncated or of another kind." : reply.message,
      );
  }
}

/**
 * Opens a file in a thread of the library and lets `work` use it. What the library throws while reading, and a thread
 * that breaks or takes too long, mean that the file is damaged.
 */
function withFile<T>(path: string, mode: "read" | "write", options: Hdf5Options, work: Work<T>): Promise<T> {
  const entry = options.workerEntry === undefined ? findBuiltProgram("hdf5-worker") : options.workerEntry;
  if (entry !== null) return inThread(threadOf(entry), path, mode, options, work);
  // a library has one file open at a time, and this thread has one library
  const result = turn.then(() => inThread(here, path, mode, options, work));
  turn = result.then(
    () => undefined,
    () => undefined,
  );
  return result;
}

async function inThread<T>(
  thread: Thread,
  path: string,
  mode: "read" | "write",
  options: Hdf5Options,
  work: Work<T>,
): Promise<T> {
  const timeLimit = mode === "read" ? (options.timeLimit ?? TIME_LIMIT) : null;
  let usable = true;
  const ask = async (operation: Hdf5Operation, ...args: readonly unknown[]): Promise<unknown> => {
    const reply = await thread.ask({ operation, args }, timeLimit);
    if (reply.ok) return reply.value;
    if (reply.why === "broken") usable = false;
    throw failureOf(reply, mode);
  };
  // each operation's answer has the type that its name promises: both ends are ours
  const operation = (name: Hdf5Operation): never =>
    ((...args: readonly unknown[]) => ask(name, ...args)) as unknown as never;
  const file: Asynchronous<Hdf5Operations> = {
    open: operation("open"),
    names: operation("names"),
    listing: operation("listing"),
    attributes: operation("attributes"),
    arrays: operation("arrays"),
    words: operation("words"),
    write: operation("write"),
    close: operation("close"),
  };
  try {
    await file.open(path, mode);
    let result: T;
    try {
      result = await work(file);
    } catch (error) {
      if (usable) await file.close().catch(() => undefined);
      throw error;
    }
    if ((await file.close()) > KEEP_BYTES) usable = false;
    return result;
  } finally {
    await thread.release(usable);
  }
}

/** Reads an HDF5 file piece by piece. FailureError "invalid-file" or "unsupported"; the disk's errors as they are. */
export function readHdf5<T>(
  path: string,
  work: (file: Hdf5Reader) => Promise<T>,
  options: Hdf5Options = {},
): Promise<T> {
  return withFile(path, "read", options, work);
}

/** Makes an HDF5 file piece by piece and syncs it; the caller's folder appears or goes as a whole. Errors as `readHdf5`. */
export function createHdf5(
  path: string,
  work: (file: Hdf5Writer) => Promise<void>,
  options: Hdf5Options = {},
): Promise<void> {
  return withFile(path, "write", options, async (file) => {
    let under: Promise<unknown> = Promise.resolve();
    const write: Hdf5Writer["write"] = async (group, tree) => {
      await under;
      under = file.write(group, tree);
      // it is awaited before the next group, or at the end
      under.catch(() => undefined);
      return null;
    };
    try {
      await work({ write });
    } finally {
      await under.catch(() => undefined);
    }
    await under;
  });
}
