import { constants, promises as fs } from "node:fs";
import { basename, dirname, join } from "node:path";
import { FailureError } from "../../shared/base/failure.ts";
import { UNFINISHED_SUFFIX } from "./dataset-paths.ts";
import { isMissing } from "./disk-failure.ts";

/** Whether something of that name is there, a broken link included. */
export async function exists(path: string): Promise<boolean> {
  try {
    await fs.lstat(path);
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

/** Makes renames and new names in a folder survive a power cut; Windows does so by itself and has no call for it. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await fs.open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Writes all of `bytes`; one write may take less than it was given. */
export async function writeAll(handle: fs.FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  let done = 0;
  while (done < bytes.length) {
    const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, position + done);
    done += bytesWritten;
  }
}

/** Writes a file beside its place, syncs it and renames it into place. At no instant is a partial file at `path`. */
export async function writeDurably(
  path: string,
  chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
): Promise<number> {
  const beside = path + UNFINISHED_SUFFIX;
  await removeFile(beside);
  const handle = await fs.open(beside, "wx");
  let size = 0;
  try {
    try {
      for await (const chunk of chunks) {
        await writeAll(handle, chunk, size);
        size += chunk.length;
      }
      await handle.sync();
    } finally {
      await handle.close();
    }
    await fs.rename(beside, path);
  } catch (error) {
    await removeFile(beside).catch(() => undefined);
    throw error;
  }
  await syncFolder(dirname(path));
  return size;
}

/** Removes a file that may be gone already. */
export async function removeFile(path: string): Promise<void> {
  try {
    await fs.unlink(path);
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
}

/** Removes a folder and what is in it; links are removed, not followed. */
export async function removeTree(folder: string): Promise<void> {
  const entries = await fs.readdir(folder, { withFileTypes: true });
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await removeTree(path);
    else await removeFile(path);
  }
  await fs.rmdir(folder);
}

/** Reads a whole regular file of at most `limit` bytes into memory of its own; FailureError "invalid-file" beyond. */
export async function readBounded(path: string, limit: number): Promise<Uint8Array> {
  const handle = await fs.open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const status = await handle.stat();
    if (!status.isFile() || status.size > limit) {
      throw new FailureError(
        "invalid-file",
        `${basename(path)} is no file of at most ${limit} bytes.`,
        "Restore it from a copy, or remove it.",
      );
    }
    return await readStart(handle, status.size);
  } finally {
    await handle.close();
  }
}

/** The first `length` bytes of a file, fewer where it ends before. */
function readStart(handle: fs.FileHandle, length: number): Promise<Uint8Array> {
  return readInto(handle, new Uint8Array(length), 0);
}

/** Fills `bytes` from a position of a file on; answers what there was of it. */
export async function readInto(handle: fs.FileHandle, bytes: Uint8Array, position: number): Promise<Uint8Array> {
  let done = 0;
  while (done < bytes.length) {
    const { bytesRead } = await handle.read(bytes, done, bytes.length - done, position + done);
    if (bytesRead === 0) return bytes.subarray(0, done);
    done += bytesRead;
  }
  return bytes;
}

/** Refuses a link in place of a dataset's own folder: writing through it would leave the dataset. */
export async function ownFolder(folder: string): Promise<void> {
  const status = await fs.lstat(folder);
  if (!status.isDirectory()) {
    throw new FailureError("invalid-file", `${folder} is not a folder.`, "Remove what stands in its place.");
  }
}

/** Appends text to a file and syncs it; never through a symbolic link. */
export async function appendDurably(path: string, text: string): Promise<void> {
  const flags = constants.O_APPEND | constants.O_CREAT | constants.O_RDWR | (constants.O_NOFOLLOW ?? 0);
  const handle = await fs.open(path, flags, 0o666);
  try {
    const { size } = await handle.stat();
    const last = Buffer.alloc(1);
    if (size > 0) await handle.read(last, 0, 1, size - 1);
    const torn = size > 0 && last[0] !== 0x0a;
    try {
      await writeAll(handle, Buffer.from(torn ? `\n${text}` : text), size);
      await handle.datasync();
    } catch (error) {
      // Nobody will be told that it is there.
      await handle.truncate(size).catch(() => undefined);
      throw error;
    }
  } finally {
    await handle.close();
  }
}
