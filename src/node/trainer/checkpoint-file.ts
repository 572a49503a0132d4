import { performance } from "node:perf_hooks";
import { UNFINISHED_SUFFIX } from "../datasets/dataset-paths.ts";
import { onDisk } from "../datasets/disk-failure.ts";
import { removeFile, writeDurably } from "../datasets/durable-files.ts";

/** Seconds between two writes: what a crash of the trainer can cost. */
const INTERVAL_MS = 5000;

/** A file beside a policy in the making; see `leftoverFiles`. */
export interface CheckpointFile {
  readonly path: string;
  /** writes when the last write is long enough ago, else waits for a later one; failures wait for `settled` */
  offer(encode: () => Uint8Array): void;
  /** `offer`, but what is not due is forgotten: for values that change */
  offerNow(encode: () => Uint8Array): void;
  /** writes now, whenever the last write was */
  keep(bytes: Uint8Array): void;
  /** resolves when nothing is being written; rejects with the first failure */
  settled(): Promise<void>;
  /** writes what waits; for a run that ends early */
  flush(): Promise<void>;
  /** removes it: the policy itself is there */
  remove(): Promise<void>;
}

/** What lies beside a policy that is not finished: the last examined policy, a whole policy file, and all it takes to go on. */
export function leftoverFiles(policyPath: string): { readonly checkpoint: string; readonly state: string } {
  return { checkpoint: `${policyPath}.checkpoint`, state: policyPath + STATE_SUFFIX };
}

/** Ends the name of the file from which a training goes on. */
export const STATE_SUFFIX = ".state";

export function createCheckpointFile(
  path: string,
  now: () => number = () => performance.now(),
  interval = INTERVAL_MS,
): CheckpointFile {
  let last = now();
  let writing: Promise<void> = Promise.resolve();
  let waiting: (() => Uint8Array) | null = null;
  let failed: { readonly error: unknown } | null = null;
  const isDue = (): boolean => now() - last >= interval;
  const keep = (bytes: Uint8Array): void => {
    last = now();
    waiting = null;
    writing = writing
      .then(async () => {
        await onDisk(`${path} could not be written`, () => writeDurably(path, [bytes]));
      })
      .catch((error: unknown) => {
        failed ??= { error };
      });
  };
  const settled = async (): Promise<void> => {
    await writing;
    if (failed !== null) throw failed.error;
  };
  return {
    path,
    offer(encode) {
      if (isDue()) keep(encode());
      else waiting = encode;
    },
    offerNow(encode) {
      if (isDue()) keep(encode());
    },
    keep,
    settled,
    async flush() {
      if (waiting !== null) keep(waiting());
      await settled();
    },
    async remove() {
      await writing;
      await removeFile(path);
      await removeFile(path + UNFINISHED_SUFFIX);
    },
  };
}
