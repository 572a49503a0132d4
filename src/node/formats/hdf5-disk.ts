import { closeSync, fstatSync, fsyncSync, ftruncateSync, openSync, readSync, writeSync } from "node:fs";

/** A node of Emscripten's file system, as far as we make one. */
interface EmscriptenNode {
  readonly id: number;
  readonly mode: number;
  node_ops: object;
  stream_ops: object;
}

/** The part of Emscripten's file system that a driver needs (its library_fs.js). */
export interface EmscriptenFiles {
  readonly ErrnoError: new (errno: number) => Error;
  createNode(parent: EmscriptenNode | null, name: string, mode: number, device: number): EmscriptenNode;
  mount(type: object, options: object, at: string): EmscriptenNode;
  unmount(at: string): void;
  mkdir(path: string): void;
  rmdir(path: string): void;
}

/** One file of the real disk within a file system that has no other. */
export interface MountedFile {
  /** its path for the library */
  readonly path: string;
  /** the latest error of the disk; the library only knows that something failed */
  readonly problem: NodeJS.ErrnoException | null;
  /** bytes */
  size(): number;
  close(): void;
}

const FOLDER_MODE = 0o040777;
const FILE_MODE = 0o100666;
/** Emscripten's error numbers (WASI's). */
const ENOENT = 44;
const EINVAL = 28;
const EIO = 29;
const FOLDER = "/disk";
const NAME = "file.h5";

/**
 * Opens `path` and mounts it alone: the library reads and writes the disk piece by piece, and names within a hostile
 * file (external links, external storage, virtual datasets) lead nowhere. Throws the disk's errors.
 */
export function mountFile(files: EmscriptenFiles, path: string, mode: "read" | "write"): MountedFile {
  const handle = openSync(path, mode === "read" ? "r" : "w+");
  let problem: NodeJS.ErrnoException | null = null;

  const onDisk = (work: () => number): number => {
    try {
      return work();
    } catch (error) {
      problem = error instanceof Error ? error : new Error(String(error));
      throw new files.ErrnoError(EIO);
    }
  };
  const size = (): number => onDisk(() => fstatSync(handle).size);
  const attributes = (node: EmscriptenNode): object => {
    const time = new Date(0);
    const bytes = node.mode === FILE_MODE ? size() : 0;
    const { id: ino, mode: nodeMode } = node;
    const common = { dev: 1, ino, mode: nodeMode, nlink: 1, uid: 0, gid: 0, rdev: 0, atime: time, mtime: time };
    return { ...common, ctime: time, size: bytes, blksize: 4096, blocks: Math.ceil(bytes / 512) };
  };
  const nothing = (): never => {
    throw new files.ErrnoError(ENOENT);
  };
  const folderOps = { getattr: attributes, setattr: () => undefined, lookup: nothing, mknod: nothing };
  const fileOps = {
    getattr: attributes,
    setattr: (_node: EmscriptenNode, change: { readonly size?: number }): void => {
      const wanted = change.size;
      if (wanted !== undefined && mode === "write") onDisk(() => (ftruncateSync(handle, wanted), wanted));
    },
  };
  const streamOps = {
    open: () => undefined,
    close: () => undefined,
    read: (_stream: unknown, heap: Int8Array, at: number, length: number, position: number): number =>
      onDisk(() => readSync(handle, heap, at, length, position)),
    write: (_stream: unknown, heap: Int8Array, at: number, length: number, position: number): number =>
      onDisk(() => writeSync(handle, heap, at, length, position)),
    llseek: (stream: { readonly position: number }, offset: number, whence: number): number => {
      const from = whence === 1 ? stream.position : whence === 2 ? size() : 0;
      if (from + offset < 0) throw new files.ErrnoError(EINVAL);
      return from + offset;
    },
  };

  files.mkdir(FOLDER);
  const type = {
    mount: (): EmscriptenNode => {
      const folder = files.createNode(null, "/", FOLDER_MODE, 0);
      folder.node_ops = folderOps;
      folder.stream_ops = {};
      return folder;
    },
  };
  const folder = files.mount(type, {}, FOLDER);
  const file = files.createNode(folder, NAME, FILE_MODE, 0);
  file.node_ops = fileOps;
  file.stream_ops = streamOps;

  return {
    path: `${FOLDER}/${NAME}`,
    get problem() {
      return problem;
    },
    size,
    close: () => {
      try {
        files.unmount(FOLDER);
        files.rmdir(FOLDER);
        if (mode === "write") fsyncSync(handle);
      } finally {
        closeSync(handle);
      }
    },
  };
}
