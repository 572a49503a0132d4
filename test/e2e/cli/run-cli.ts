import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { promises as fs } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const PROGRAM = resolve(import.meta.dirname, "../../../out/main/cli.js");

/** How one run of the built program ended. */
export interface CliRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A running program, its output so far, and its end. */
export interface StartedCli {
  readonly child: ChildProcess;
  stdout(): string;
  readonly ended: Promise<CliRun>;
}

/** A home folder and a working folder for one test file. */
export interface CliSandbox {
  readonly folder: string;
  start(...args: readonly string[]): StartedCli;
  run(...args: readonly string[]): Promise<CliRun>;
  /** with --json; throws unless stdout is exactly one JSON document */
  json(...args: readonly string[]): Promise<{
    readonly code: number | null;
    readonly value: Readonly<Record<string, unknown>>;
    readonly stderr: string;
  }>;
  remove(): Promise<void>;
}

export async function createCliSandbox(): Promise<CliSandbox> {
  const folder = await fs.mkdtemp(join(tmpdir(), "pogo-cli-"));
  const start = (...args: readonly string[]): StartedCli => {
    const child = spawn(process.execPath, [PROGRAM, ...args], {
      cwd: folder,
      env: { ...process.env, POGO_HOME: join(folder, "home") },
    });
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
    const ended = new Promise<CliRun>((done) => {
      child.once("close", (code) => done({ code, stdout, stderr }));
    });
    return { child, stdout: () => stdout, ended };
  };
  const run = (...args: readonly string[]): Promise<CliRun> => start(...args).ended;
  return {
    folder,
    start,
    run,
    json: async (...args) => {
      const { code, stdout, stderr } = await run(...args, "--json");
      if (stdout.trimEnd().includes("\n")) throw new Error(`more than one line on stdout: ${stdout.slice(0, 500)}`);
      return { code, value: JSON.parse(stdout) as Readonly<Record<string, unknown>>, stderr };
    },
    remove: () => fs.rm(folder, { recursive: true, force: true }),
  };
}
