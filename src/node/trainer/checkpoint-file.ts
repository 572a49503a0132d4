import { performance } from "node:perf_hooks";
import { promises as fs } from "node:fs";
import { writePolicyFile } from "../policies/policy-store.ts";

/** Seconds between two checkpoints on disk: what a crash of the trainer can cost. */
const INTERVAL_MS = 5000;

/** The file beside a policy in the making: `<policy>.checkpoint`, itself a whole policy file. */
export interface CheckpointFile {
  readonly path: string;
  /** writes when the last write is long enough ago, else waits for a later one; failures wait for `settled` */
  offer(encode: () => Uint8Array): void;
  /** writes now, whenever the last write was */
  keep(bytes: Uint8Array): void;
  /** resolves when nothing is being written; rejects with the first failure */
  settled(): Promise<void>;
  /** writes what waits; for a run that ends early */
  flush(): Promise<void>;
  /** removes it: the policy itself is there */
  remove(): Promise<void>;
}

export function createCheckpointFile(policyPath: string, now: () => number = () => performance.now()): CheckpointFile {
  const path = `${policyPath}.checkpoint`;
  let last = now();
  let writing: Promise<void> = Promise.resolve();
  let waiting: (() => Uint8Array) | null = null;
  let failed: { readonly error: unknown } | null = null;
  const keep = (bytes: Uint8Array): void => {
    last = now();
    waiting = null;
    writing = writing
      .then(() => writePolicyFile(path, bytes))
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
      if (now() - last >= INTERVAL_MS) keep(encode());
      else waiting = encode;
    },
    keep,
    settled,
    async flush() {
      if (waiting !== null) keep(waiting());
      await settled();
    },
    async remove() {
      await writing;
      await fs.unlink(path).catch((error: unknown) => {
        if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
      });
    },
  };
}
