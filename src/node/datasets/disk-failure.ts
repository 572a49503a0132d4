import { FailureError } from "../../shared/base/failure.ts";

const WHAT: Readonly<Record<string, readonly [what: string, remedy: string]>> = {
  ENOSPC: ["the disk is full", "Free some space. Everything written so far is safe."],
  EDQUOT: ["your disk quota is used up", "Free some space. Everything written so far is safe."],
  EFBIG: ["the file may not grow any further", "Use another disk. Everything written so far is safe."],
  EROFS: ["the disk is read-only", "Choose a dataset in a folder that can be written."],
  EACCES: ["access is denied", "Check the folder's permissions, or choose another folder."],
  EPERM: ["access is denied", "Check the folder's permissions, or choose another folder."],
  ENOENT: ["the file or its folder is gone", "Put the folder back, or choose another dataset."],
  ENOTDIR: ["a folder on the way to it is a file", "Choose another folder."],
  ENAMETOOLONG: ["the name is too long", "Choose a shorter name."],
  EEXIST: ["something of that name stands in the way", "Choose another name or folder."],
  EIO: ["the disk reports an error", "Copy the dataset to another disk."],
};

function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !("code" in error)) return undefined;
  return typeof error.code === "string" ? error.code : undefined;
}

/** Whether a file-system call failed because nothing is there. */
export function isMissing(error: unknown): boolean {
  const code = codeOf(error);
  return code === "ENOENT" || code === "ENOTDIR";
}

export function isExisting(error: unknown): boolean {
  return codeOf(error) === "EEXIST";
}

/** A "disk" failure from a file-system error, saying what could not be done; anything else is returned as it is. */
export function diskFailure(error: unknown, what: string): unknown {
  const code = codeOf(error);
  if (error instanceof FailureError || code === undefined || !/^E[A-Z0-9]+$/.test(code)) return error;
  const [why, remedy] = WHAT[code] ?? [code, "Check the disk and the folder, then try again."];
  return new FailureError("disk", `${what}: ${why}.`, remedy, { cause: error });
}

/** Runs file-system work; its errors become "disk" failures. */
export async function onDisk<T>(what: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw diskFailure(error, what);
  }
}
