import { execFile } from "node:child_process";
import { access, mkdir, readFile, rm, statfs, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { DoctorProbes, ProgramAnswer } from "./check.ts";

const PROGRAM_TIMEOUT_MS = 30_000;

/** This very machine. */
export function machineProbes(appFolder: string, dataFolder: string): DoctorProbes {
  return {
    platform: process.platform,
    env: process.env,
    nodeVersion: process.versions.node,
    appFolder,
    dataFolder,
    fileText: (path) => readFile(path, "utf8").catch(() => undefined),
    exists,
    tryWriting,
    freeBytes,
    runProgram,
  };
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

async function tryWriting(folder: string): Promise<string | undefined> {
  const file = join(folder, `.pogo-doctor-${process.pid}`);
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(file, "x");
    await rm(file);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

async function freeBytes(folder: string): Promise<number | undefined> {
  if (!(await exists(folder))) return dirname(folder) === folder ? undefined : freeBytes(dirname(folder));
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

function runProgram(command: string, args: readonly string[]): Promise<ProgramAnswer> {
  // Under Electron the running program is no plain Node unless told to be.
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: "1" };
  return new Promise((done) => {
    execFile(command, [...args], { timeout: PROGRAM_TIMEOUT_MS, env }, (error, stdout, stderr) => {
      if (error === null) done({ ok: true, text: firstLine(stdout) });
      else done({ ok: false, text: firstLine(stderr) || firstLine(error.message) });
    });
  });
}

function firstLine(text: string): string {
  return text.trim().split("\n", 1)[0] ?? "";
}
