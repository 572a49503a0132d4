import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { findAppFolder } from "../../src/node/settings/app-folder.ts";
import type { Settings } from "../../src/shared/ipc/settings.ts";

/** The built app, served as `pogo serve` does, in a home of its own. */
export interface ServedApp {
  /** with its token */
  readonly url: string;
  readonly home: string;
  /** another command on the same home; its JSON answer */
  pogo(args: readonly string[]): Promise<unknown>;
  stop(): Promise<void>;
}

/** Serves it with `settings`, which the app stores beside what it makes itself. */
export async function serveApp(settings: Partial<Settings> = {}): Promise<ServedApp> {
  // POGO_BUILD names another folder with a build of its own, so that `out` can be built anew meanwhile.
  const program = join(process.env["POGO_BUILD"] ?? join(findAppFolder(), "out"), "main", "cli.js");
  const home = await mkdtemp(join(tmpdir(), "pogo-e2e-"));
  await writeFile(join(home, "settings.json"), JSON.stringify(settings));
  const env = { ...process.env, POGO_HOME: home };
  const server = spawn(process.execPath, [program, "serve", "--json", "--port", "0"], {
    env,
    stdio: ["ignore", "pipe", "inherit"],
  });
  // However this process ends, the server does not outlive it.
  const kill = (): void => void server.kill("SIGKILL");
  process.once("exit", kill);
  const [line] = await Promise.race([
    once(createInterface(server.stdout), "line"),
    once(server, "exit").then(([code]) => Promise.reject(new Error(`pogo serve ended with ${String(code)}`))),
  ]);
  return {
    url: (JSON.parse(String(line)) as { readonly url: string }).url,
    home,
    pogo: (args) => runPogo(program, args, env),
    stop: async () => {
      const ended = once(server, "exit");
      server.kill("SIGTERM");
      await ended;
      process.off("exit", kill);
      await rm(home, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function runPogo(program: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<unknown> {
  const child = spawn(process.execPath, [program, ...args, "--json"], { env, stdio: ["ignore", "pipe", "inherit"] });
  let text = "";
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
    text += chunk;
  });
  const [code] = await once(child, "close");
  if (code !== 0) throw new Error(`pogo ${args.join(" ")} ended with ${String(code)}: ${text}`);
  return JSON.parse(text);
}
