import { spawnSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A file system of its own, of a few megabytes. */
export interface SmallDisk {
  readonly folder: string;
  /** takes every byte that is left */
  fill(): void;
  /** gives back what `fill` took */
  free(): void;
  /** makes it read-only, or writable again */
  protect(readOnly: boolean): void;
  remove(): void;
}

const run = (program: string, ...args: readonly string[]): string | null => {
  const { status, stderr, error } = spawnSync(program, args, { encoding: "utf8" });
  return status === 0 ? null : (error?.message ?? stderr.trim());
};

/** Mounts one; answers why that cannot be done here (it takes root and the right to mount). */
export function mountSmallDisk(megabytes: number): SmallDisk | string {
  if (process.platform !== "linux") return "only Linux mounts a disk in memory";
  if (process.getuid?.() !== 0) return "only root may mount";
  const folder = mkdtempSync(join(tmpdir(), "pogo-disk-"));
  const why = run("mount", "-t", "tmpfs", "-o", `size=${megabytes}m`, "none", folder);
  if (why !== null) {
    rmSync(folder, { recursive: true });
    return why;
  }
  const ballast = join(folder, "ballast");
  return {
    folder,
    fill: () => {
      const file = openSync(ballast, "a");
      try {
        for (let bytes = 1 << 16; bytes >= 1;) {
          try {
            writeSync(file, Buffer.alloc(bytes));
          } catch {
            bytes >>= 1;
          }
        }
      } finally {
        closeSync(file);
      }
    },
    free: () => rmSync(ballast, { force: true }),
    protect: (readOnly) => {
      const problem = run("mount", "-o", `remount,${readOnly ? "ro" : "rw"}`, folder);
      if (problem !== null) throw new Error(problem);
    },
    remove: () => {
      run("umount", "-l", folder);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
