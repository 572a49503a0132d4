import { spawn } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { ensurePackages } from "./lib/ensure-packages.mjs";
import { ROOT } from "./lib/paths.mjs";
import { parseStartArgs, serveArguments, windowObstacle } from "./lib/start-plan.mjs";

ensurePackages();
const { fetchElectron, findElectron } = await import("./lib/electron-binary.mjs");
const { ensureBuilt } = await import("./lib/ensure-built.mjs");
const { say } = await import("./lib/report.mjs");
const { prepareTensorflowAddon } = await import("./lib/tensorflow-addon.mjs");

/** An Electron that ends with an error this soon never showed a window. */
const EARLY_MS = 10_000;

const options = parseStartArgs(process.argv.slice(2));
const host = { platform: process.platform, env: process.env, uid: process.getuid?.() };

// First what decides between window and page, because it is known within seconds; the long steps come after.
const electron = await chooseElectron();
await prepareTensorflowAddon({ retry: true });
try {
  await ensureBuilt();
} catch (error) {
  say(error.message);
  process.exit(1);
}
if (electron === undefined || !(await openWindow(electron))) await servePage();

async function chooseElectron() {
  if (options.serve) return undefined;
  const obstacle = windowObstacle(host, options.noSandbox);
  if (obstacle !== undefined) {
    say(`No window: ${obstacle}. Serving Pogo as a page instead.`);
    return undefined;
  }
  const binary = findElectron() ?? (await fetchElectron());
  if (binary === undefined)
    say("No window: Electron's binary could not be downloaded. Serving Pogo as a page instead.");
  return binary;
}

/** Runs the window to its end; false when Electron does not start here. */
function openWindow(binary) {
  const started = Date.now();
  const args = [ROOT, ...(options.noSandbox ? ["--no-sandbox"] : []), ...options.rest];
  // A terminal inside an Electron program passes this on, and Electron would then run as plain Node.
  const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env;
  const child = spawn(binary, args, { stdio: "inherit", env });
  for (const signal of ["SIGTERM", "SIGHUP"]) process.once(signal, () => child.kill(signal));
  // The terminal sends an interrupt to Electron too, which then ends in good order; stay until it has.
  process.on("SIGINT", () => undefined);
  return new Promise((done) => {
    const end = (code, reason) => {
      process.removeAllListeners("SIGINT");
      if (code === 0 || Date.now() - started > EARLY_MS) {
        process.exitCode = code;
        done(true);
      } else {
        say(`No window: Electron ended at once (${reason}). Serving Pogo as a page instead.`);
        done(false);
      }
    };
    child.on("error", (error) => end(1, error.message));
    child.on("exit", (code, signal) =>
      end(
        code ?? (signal === "SIGSEGV" || signal === "SIGABRT" || signal === "SIGTRAP" ? 1 : 0),
        signal ?? `code ${code}`,
      ),
    );
  });
}

async function servePage() {
  const program = join(ROOT, "out", "main", "cli.js");
  process.argv = [process.execPath, program, ...serveArguments(options)];
  await import(pathToFileURL(program).href);
}
