import { PassThrough } from "node:stream";
import type { Cli } from "../../../src/cli/cli.ts";
import { runProgram } from "../../../src/cli/run-program.ts";

/** What a command line left behind. */
export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** stdout as the one JSON document of --json */
  readonly json: Readonly<Record<string, unknown>>;
}

/** Runs a command line in this process; `signal` is Ctrl-C. */
export async function runInProcess(
  args: readonly string[],
  addCommands: (cli: Cli) => void,
  signal: AbortSignal = new AbortController().signal,
): Promise<Ran> {
  let stdout = "";
  let stderr = "";
  const out = new PassThrough();
  const err = new PassThrough();
  out.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
  err.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
  const terminal = { stdout: out, stderr: Object.assign(err, { isTTY: false }) as never, signal };
  const code = await runProgram(args, terminal, addCommands);
  await new Promise((done) => setImmediate(done));
  const json = args.includes("--json") ? (JSON.parse(stdout) as Readonly<Record<string, unknown>>) : {};
  return { code, stdout, stderr, json };
}
