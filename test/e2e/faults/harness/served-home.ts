import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { createDataset } from "../../../../src/node/datasets/open-dataset.ts";

const ROOT = resolve(import.meta.dirname, "../../../..");
/** POGO_BUILD names another folder with a build of its own. */
const CLI = join(process.env["POGO_BUILD"] ?? join(ROOT, "out"), "main/cli.js");

/** A home folder with one dataset that Drive records into at once, without a welcome or a countdown. */
export interface FaultHome {
  readonly home: string;
  readonly dataset: string;
  readonly datasetId: string;
  remove(): void;
}

export async function createFaultHome(parent: string = tmpdir()): Promise<FaultHome> {
  const home = mkdtempSync(join(parent, "pogo-faults-"));
  const dataset = join(home, "datasets", "kills");
  const { id } = await createDataset({ path: dataset, name: "Kills" });
  mkdirSync(home, { recursive: true });
  // The demo's 80 episodes are another test's business.
  writeFileSync(join(home, ".demo-installed"), "");
  const settings = {
    seenWelcome: true,
    dataset: id,
    countdownSeconds: 0,
    episodeSeconds: 0,
    operator: "Scripted thumb",
  };
  writeFileSync(join(home, "settings.json"), JSON.stringify(settings));
  return { home, dataset, datasetId: id, remove: () => rmSync(home, { recursive: true, force: true }) };
}

/** `pogo serve` as a process of its own. */
export interface Server {
  /** with its token */
  readonly url: string;
  readonly pid: number;
  /** everything it wrote to its terminal's error stream */
  errors(): string;
  /** epoch milliseconds of the moment before the signal; resolves when the process is gone */
  kill(): Promise<number>;
  stop(): Promise<void>;
}

/** Starts it over a home folder, with further environment variables. */
export async function startServer(home: string, environment: Readonly<Record<string, string>> = {}): Promise<Server> {
  const child = spawn(process.execPath, [CLI, "serve", "--json", "--port", "0"], {
    env: { ...process.env, ...environment, POGO_HOME: home },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let errors = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (errors += text));
  const ended = once(child, "exit");
  const [line] = await Promise.race([
    once(createInterface(child.stdout), "line"),
    ended.then(([code]) => Promise.reject(new Error(`pogo serve ended with ${String(code)}: ${errors}`))),
  ]);
  const end = async (signal: NodeJS.Signals): Promise<number> => {
    const at = Date.now();
    child.kill(signal);
    await ended;
    return at;
  };
  return {
    url: (JSON.parse(String(line)) as { readonly url: string }).url,
    pid: child.pid ?? 0,
    errors: () => errors,
    kill: () => end("SIGKILL"),
    stop: async () => void (await end("SIGTERM")),
  };
}
