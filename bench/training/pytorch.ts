import { spawn } from "node:child_process";
import type { ChildProcessByStdio } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { preparePytorch } from "../../scripts/lib/pytorch.mjs";
import { findAppFolder } from "../../src/node/settings/app-folder.ts";

/** What is trained: see torch_training.py. */
export interface Workload {
  readonly kind: "mlp" | "lstm";
  readonly batch: number;
}

/** PyTorch with one thread, in a process of its own. */
export class Pytorch {
  private readonly child: ChildProcessByStdio<Writable, Readable, null>;
  private readonly answers: AsyncIterator<string>;

  private constructor(python: string) {
    const script = join(findAppFolder(), "bench", "training", "torch_training.py");
    const env = { ...process.env, OMP_NUM_THREADS: "1", MKL_NUM_THREADS: "1" };
    this.child = spawn(python, ["-W", "ignore", script], { env, stdio: ["pipe", "pipe", "ignore"] });
    this.answers = createInterface({ input: this.child.stdout })[Symbol.asyncIterator]();
  }

  /** Installs it where it is missing; an Error that says why where that cannot be. */
  static async prepare(): Promise<Pytorch> {
    return new Pytorch(await preparePytorch());
  }

  /** Gradient steps per second over some seconds. */
  async measure(
    workload: Workload,
    seconds: number,
  ): Promise<{ readonly stepsPerSecond: number; readonly torch: string }> {
    this.child.stdin.write(`${JSON.stringify({ ...workload, seconds })}\n`);
    const { value, done } = await this.answers.next();
    if (done === true) throw new Error("PyTorch ended before it answered");
    return JSON.parse(value) as { stepsPerSecond: number; torch: string };
  }

  close(): void {
    this.child.kill();
  }
}
