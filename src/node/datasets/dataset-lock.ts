import { promises as fs } from "node:fs";
import { hostname } from "node:os";
import { lock } from "proper-lockfile";
import { z } from "zod";
import { FailureError } from "../../shared/base/failure.ts";
import type { DatasetPaths } from "./dataset-paths.ts";
import { diskFailure } from "./disk-failure.ts";
import { readBounded, removeFile } from "./durable-files.ts";
import { isProcessGone } from "./process-gone.ts";

/** A lock whose holder has not touched it for so long is taken over. Milliseconds. */
const STALE = 10_000;
/** The same when the holder's process is known to be gone: the shortest that the lock library allows. */
const STALE_DEAD = 2000;
const TOUCH_EVERY = 1000;
const RETRY_EVERY = 200;
const RETRY_FOR = 5000;

const ownerSchema = z.object({ pid: z.number().int().positive(), host: z.string().max(300) });
type Owner = z.infer<typeof ownerSchema>;

/** A held lock. */
export interface DatasetLock {
  /** FailureError "locked" where another writer took the dataset over, for instance while this machine slept */
  check(): void;
  release(): Promise<void>;
}

async function readOwner(path: string): Promise<Owner | null> {
  try {
    return ownerSchema.parse(JSON.parse(Buffer.from(await readBounded(path, 4096)).toString("utf8")));
  } catch {
    return null;
  }
}

/** Tells others who holds the lock. The lock holds without it, so a full disk is no reason to give up. */
async function writeOwner(path: string): Promise<void> {
  try {
    await removeFile(path);
    await fs.writeFile(path, JSON.stringify({ pid: process.pid, host: hostname() } satisfies Owner), { flag: "wx" });
  } catch {
    await removeFile(path).catch(() => undefined);
  }
}

function isGone(owner: Owner | null): boolean {
  if (owner === null || owner.host !== hostname()) return false;
  return owner.pid === process.pid || isProcessGone(owner.pid);
}

function lockedFailure(paths: DatasetPaths, owner: Owner | null): FailureError {
  const who = owner === null ? "Another program" : `Another program (process ${owner.pid} on ${owner.host})`;
  return new FailureError(
    "locked",
    `${who} is writing to the dataset ${paths.folder}.`,
    "Close the other window or command that records into this dataset, or use another dataset.",
  );
}

/**
 * Takes a dataset's writer lock: at most one process holds it. A holder that was killed is noticed by its process id
 * and its lock taken over after 2 seconds. FailureError "locked" or "disk".
 */
export async function acquireDatasetLock(paths: DatasetPaths): Promise<DatasetLock> {
  let lost = false;
  const take = (stale: number): Promise<() => Promise<void>> =>
    lock(paths.folder, {
      lockfilePath: paths.lock,
      stale,
      update: TOUCH_EVERY,
      retries: 0,
      onCompromised: () => (lost = true),
    });
  let release: (() => Promise<void>) | null = null;
  for (let waited = 0; release === null; waited += RETRY_EVERY) {
    const owner = await readOwner(paths.owner);
    const gone = isGone(owner);
    try {
      release = await take(gone ? STALE_DEAD : STALE);
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "ELOCKED"))
        throw diskFailure(error, `Cannot lock the dataset ${paths.folder}`);
      if (!gone || waited >= RETRY_FOR) throw lockedFailure(paths, owner);
      await new Promise((resolve) => setTimeout(resolve, RETRY_EVERY));
    }
  }
  const held = release;
  await writeOwner(paths.owner);
  return {
    check: () => {
      if (lost) throw lockedFailure(paths, null);
    },
    release: async () => {
      // Both belong to whoever took the dataset over.
      if (lost) return;
      await removeFile(paths.owner).catch(() => undefined);
      await held().catch(() => undefined);
    },
  };
}
