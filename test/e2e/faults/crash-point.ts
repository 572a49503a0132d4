import { promises as fs } from "node:fs";

/**
 * Kills this process at its n-th call that changes the disk, so that a test can try every such moment one after the other:
 * `before` the call, or, where it writes, when half of it is written (`torn`).
 */
export type CrashMode = "before" | "torn";

type Call = (...args: unknown[]) => Promise<unknown>;

const NAMED = ["rename", "unlink", "mkdir", "mkdtemp", "rmdir", "rm", "chmod", "writeFile", "appendFile", "copyFile"];
const HANDLE = ["write", "writev", "writeFile", "appendFile", "datasync", "sync", "truncate"];

export interface CrashPoint {
  /** calls so far */
  readonly calls: number;
}

export async function crashAt(n: number, mode: CrashMode): Promise<CrashPoint> {
  let calls = 0;
  const die = (): void => {
    process.kill(process.pid, "SIGKILL");
  };
  const patch = (target: Record<string, unknown>, name: string): void => {
    const real = target[name] as Call;
    target[name] = async function changed(this: unknown, ...args: unknown[]): Promise<unknown> {
      const [bytes, offset, length, position] = args;
      const tearable = name === "write" && typeof length === "number";
      if ((mode === "before" || tearable) && ++calls === n) {
        if (mode === "torn") await real.apply(this, [bytes, offset, Number(length) >> 1, position]);
        die();
      }
      return real.apply(this, args);
    };
  };
  const probe = await fs.open(process.execPath, "r");
  const handle = Object.getPrototypeOf(probe) as Record<string, unknown>;
  await probe.close();
  for (const name of HANDLE) patch(handle, name);
  const named = fs as unknown as Record<string, unknown>;
  for (const name of NAMED) patch(named, name);
  const open = named["open"] as Call;
  named["open"] = async function opened(this: unknown, ...args: unknown[]): Promise<unknown> {
    const flags = args[1];
    const reads = flags === undefined || flags === "r" || (typeof flags === "number" && (flags & 3) === 0);
    if (!reads && mode === "before" && ++calls === n) die();
    return open.apply(this, args);
  };
  return {
    get calls(): number {
      return calls;
    },
  };
}
