import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { electron9Path } from "../../../scripts/lib/electron9.mjs";
import { DevtoolsPage } from "./devtools.ts";
import { openVirtualDisplay } from "./virtual-display.ts";

/** A running Pogo window. */
export interface ElectronApp {
  readonly page: DevtoolsPage;
  /** of the main process, for signals */
  readonly pid: number;
  /** everything the main process has written */
  output(): string;
  /** addresses of all open pages */
  pages(): Promise<readonly string[]>;
  /** asks the program to quit, as closing its window does, and waits until it has; its exit code */
  quit(): Promise<number | null>;
  /** ends everything that is left, at once */
  kill(): void;
}

const START_MS = 60_000;

/**
 * Starts the test build in `app` with its own folders below `state` (home, settings) on a display of its own; `flags` are
 * further ones of Chromium.
 */
export async function startElectron(app: string, state: string, flags: readonly string[] = []): Promise<ElectronApp> {
  const display = await openVirtualDisplay();
  const home = join(state, "home");
  await mkdir(home, { recursive: true });
  // As root Chromium's sandbox cannot be set up; this is a test on our own page, with no network.
  const args = [
    app,
    "--no-sandbox",
    "--remote-debugging-port=0",
    "--disable-gpu-sandbox",
    "--ignore-gpu-blacklist",
    ...flags,
  ];
  const child = spawn(electron9Path(), args, {
    env: {
      ...process.env,
      DISPLAY: display.name,
      XDG_CONFIG_HOME: state,
      POGO_HOME: home,
      ELECTRON_ENABLE_LOGGING: "1",
    },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  let text = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (data: Buffer) => (text += String(data)));
  const ended = new Promise<number | null>((done) => child.once("exit", (code) => done(code)));
  const kill = (): void => {
    endGroup(child);
    display.close();
  };
  // Nothing may outlive the test run, however it ends.
  process.once("exit", kill);
  try {
    const address = await pageAddress(child, () => text);
    const page = await DevtoolsPage.attach(address);
    return {
      page,
      pid: child.pid ?? 0,
      output: () => text,
      kill,
      pages: async () => (await listTargets(new URL(address).port)).map(({ url }) => url),
      async quit() {
        await page.evaluate("setTimeout(() => window.close(), 0)");
        const code = await ended;
        display.close();
        return code;
      },
    };
  } catch (error) {
    kill();
    throw error;
  }
}

function endGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, "SIGKILL");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

interface Target {
  readonly type: string;
  readonly url: string;
  readonly webSocketDebuggerUrl: string;
}

/** What can be attached to; nothing while the main process is busy starting. */
async function listTargets(port: string): Promise<readonly Target[]> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/json/list`, { signal: AbortSignal.timeout(5000) });
    return (await response.json()) as Target[];
  } catch {
    return [];
  }
}

/** The developer-tools address of the window's page, once both are there. */
async function pageAddress(child: ChildProcess, output: () => string): Promise<string> {
  const until = Date.now() + START_MS;
  const failed = (): boolean => /JavaScript error occurred|Uncaught Exception|could not start/.test(output());
  while (Date.now() < until && child.exitCode === null && child.signalCode === null && !failed()) {
    await new Promise((next) => setTimeout(next, 100));
    const port = /DevTools listening on ws:\/\/127\.0\.0\.1:(\d+)\//.exec(output())?.[1];
    if (port === undefined) continue;
    const page = (await listTargets(port)).find(({ type, url }) => type === "page" && url.startsWith("pogo://app/"));
    if (page !== undefined) return page.webSocketDebuggerUrl;
  }
  throw new Error(`Electron showed no window (exit code ${child.exitCode}):\n${output()}`);
}
