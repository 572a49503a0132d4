import { join } from "node:path";
import { prepareElectron9 } from "./electron9.mjs";
import { ensureBuilt } from "./ensure-built.mjs";
import { ROOT } from "./paths.mjs";
import { ensureProgram } from "./system-packages.mjs";
import { prepareTensorflowAddon } from "./tensorflow-addon.mjs";
import { SetupError } from "./wheel.mjs";

const MINUTE = 60_000;

/**
 * @typedef {{ name: string, group?: string, timeoutMs: number, steps?: readonly (readonly string[])[], project?: string,
 *   prepare?: () => Promise<string | undefined> }} Suite
 * `steps` are programs of which each counts as one test; `project` is a vitest project, whose tests are counted.
 * `prepare` tells why the suite cannot run here.
 */

function tool(name, ...args) {
  return [process.execPath, join(ROOT, "node_modules", name), ...args];
}

async function needAddon(napi) {
  const { ready, note } = await prepareTensorflowAddon({ retry: true, napi });
  return ready ? undefined : note;
}

async function needBuild() {
  try {
    await ensureBuilt();
    return undefined;
  } catch (error) {
    return error.message;
  }
}

async function needElectron9() {
  try {
    await prepareElectron9();
    return undefined;
  } catch (error) {
    if (error instanceof SetupError) return error.message;
    throw error;
  }
}

/** The first reason among several preparations, each of which needs the one before. */
async function firstReason(...preparations) {
  for (const prepare of preparations) {
    const reason = await prepare();
    if (reason !== undefined) return reason;
  }
  return undefined;
}

const withApp = () => firstReason(() => needAddon(), needBuild);

/** @type {readonly Suite[]} */
export const SUITES = [
  { name: "typecheck", timeoutMs: 10 * MINUTE, steps: [tool("typescript/bin/tsc", "--build")] },
  {
    name: "lint",
    timeoutMs: 5 * MINUTE,
    steps: [
      tool("oxlint/bin/oxlint", "--deny-warnings", "--type-aware"),
      [process.execPath, join(ROOT, "scripts", "check-layers.mjs")],
    ],
  },
  { name: "format", timeoutMs: 5 * MINUTE, steps: [tool("oxfmt/bin/oxfmt", "--check", ".")] },
  { name: "unit", timeoutMs: 15 * MINUTE, project: "unit", prepare: () => needAddon() },
  { name: "cli", group: "e2e", timeoutMs: 15 * MINUTE, project: "cli", prepare: withApp },
  {
    name: "faults",
    group: "e2e",
    timeoutMs: 30 * MINUTE,
    project: "faults",
    prepare: () => firstReason(withApp, () => ensureProgram("chromium", "chromium")),
  },
  {
    name: "chromium",
    group: "e2e",
    timeoutMs: 20 * MINUTE,
    project: "chromium",
    prepare: () => firstReason(withApp, () => ensureProgram("chromium", "chromium")),
  },
  {
    name: "electron",
    group: "e2e",
    timeoutMs: 20 * MINUTE,
    project: "electron",
    // Node-API 5 is what Electron 9 has.
    prepare: () =>
      firstReason(
        () => needAddon(),
        () => needAddon(5),
        () => ensureProgram("Xvfb", "xvfb"),
        needElectron9,
      ),
  },
];
