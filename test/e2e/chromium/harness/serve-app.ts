import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";

const ROOT = resolve(import.meta.dirname, "../../../..");
/** POGO_BUILD names another folder with a build of its own, so that `out` can be built anew meanwhile. */
const CLI = join(process.env["POGO_BUILD"] ?? join(ROOT, "out"), "main/cli.js");

/** The built app, served as `pogo serve` does, in a home of its own. */
export interface ServedApp {
  /** with its token */
  readonly url: string;
  readonly home: string;
  /** another command on the same home; its JSON answer */
  pogo(args: readonly string[]): Promise<unknown>;
  stop(): Promise<void>;
}

export async function serveApp(): Promise<ServedApp> {
  const home = await mkdtemp(join(tmpdir(), "pogo-e2e-"));
  const env = { ...process.env, POGO_HOME: home };
  const server = spawn(process.execPath, [CLI, "serve", "--json", "--port", "0"], {
    env,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = await Promise.race([
    once(createInterface(server.stdout), "line"),
    once(server, "exit").then(([code]) => Promise.reject(new Error(`pogo serve ended with ${String(code)}`))),
  ]);
  return {
    url: (JSON.parse(String(line)) as { readonly url: string }).url,
    home,
    pogo: (args) => runPogo(args, env),
    stop: async () => {
      const ended = once(server, "exit");
      server.kill("SIGTERM");
      await ended;
      await rm(home, { recursive: true, force: true });
    },
  };
}

async function runPogo(args: readonly string[], env: NodeJS.ProcessEnv): Promise<unknown> {
  const child = spawn(process.execPath, [CLI, ...args, "--json"], { env, stdio: ["ignore", "pipe", "inherit"] });
  let text = "";
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
    text += chunk;
  });
  const [code] = await once(child, "close");
  if (code !== 0) throw new Error(`pogo ${args.join(" ")} ended with ${String(code)}: ${text}`);
  return JSON.parse(text);
}
