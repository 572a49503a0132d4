import { promises as fs } from "node:fs";
import { hostname } from "node:os";
import { dirname, join } from "node:path";
import { removeTree, syncFolder } from "./durable-files.ts";
import { fastCrc32 } from "./fast-crc32.ts";
import { isProcessGone } from "./process-gone.ts";

/** Names the machine and the process that fills the folder: nobody else's is ever taken for left over. */
const PREFIX = `.pogo-writing-${fastCrc32(Buffer.from(hostname())).toString(16).padStart(8, "0")}-`;

/** Removes what processes of this machine that are gone left behind in `parent`. */
async function removeLeftovers(parent: string): Promise<void> {
  for (const name of await fs.readdir(parent)) {
    const [, pid] = name.startsWith(PREFIX) ? (/^(\d+)-[^-]+$/.exec(name.slice(PREFIX.length)) ?? []) : [];
    if (pid !== undefined && isProcessGone(Number(pid))) await removeTree(join(parent, name)).catch(() => undefined);
  }
}

/**
 * Fills a new folder by `work`, hidden beside its place until it is whole: it appears whole or not at all, and what a
 * killed process leaves goes with the next folder that is written beside it. Throws file-system errors, ENOTEMPTY or
 * EEXIST where something came into its place meanwhile.
 */
export async function writeFolder<T>(folder: string, work: (beside: string) => Promise<T>): Promise<T> {
  const parent = dirname(folder);
  await fs.mkdir(parent, { recursive: true });
  await removeLeftovers(parent);
  const beside = await fs.mkdtemp(join(parent, `${PREFIX}${process.pid}-`));
  try {
    const result = await work(beside);
    await fs.chmod(beside, 0o755);
    await fs.rename(beside, folder);
    await syncFolder(parent);
    return result;
  } catch (error) {
    await removeTree(beside).catch(() => undefined);
    throw error;
  }
}
