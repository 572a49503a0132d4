import { spawnSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { findAppFolder } from "../../src/node/settings/app-folder.ts";
import type { ReplyOf, RequestName, RequestOf } from "../../src/shared/ipc/contract.ts";
import type { Result } from "../../src/shared/base/failure.ts";
import { startElectron } from "../lib/electron9/electron-app.ts";
import type { Evaluator } from "../lib/frame-times.ts";
import { connectHost } from "../lib/host-client.ts";
import { launchChromium, NO_SCENE } from "../lib/launch-chromium.ts";
import { installScriptedPad } from "../lib/scripted-pad.ts";
import { serveApp } from "../lib/serve-app.ts";

/** The shipped page in one of its two windows, with a scripted pad and a home of its own. */
export interface LoopFace extends Evaluator {
  ask<N extends RequestName>(name: N, payload: RequestOf<N>): Promise<ReplyOf<N>>;
  close(): Promise<void>;
}

/** Endless episodes, and nothing in the way of the first one. */
const SETTINGS = { seenWelcome: true, seenDriveGuide: true, countdownSeconds: 0, episodeSeconds: 0 } as const;

/** `pogo serve` and a headless Chromium. An Error says why that cannot be. */
export async function openInChromium(scene: boolean): Promise<LoopFace> {
  const browser = await launchChromium(scene ? [] : NO_SCENE);
  const app = await serveApp(SETTINGS).catch(async (error: unknown) => {
    await browser.close();
    throw error;
  });
  const host = await connectHost(app.url);
  const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
  page.setDefaultTimeout(90_000);
  await page.addInitScript(installScriptedPad);
  await page.goto(`${app.url}#/drive`);
  return {
    evaluate: <T>(expression: string) => page.evaluate<T>(expression),
    ask: host.ask,
    async close() {
      host.close();
      await browser.close();
      await app.stop();
    },
  };
}

/** Electron 9.4.1 of the tests on a display in memory. An Error says why that cannot be. */
export async function openInElectron(app: string, scene: boolean): Promise<LoopFace> {
  const state = await mkdtemp(join(tmpdir(), "pogo-bench-electron9-"));
  const window = await startElectron(app, state, scene ? [] : NO_SCENE);
  const { page } = window;
  const face: LoopFace = {
    evaluate: (expression) => page.evaluate(expression),
    async ask<N extends RequestName>(name: N, payload: RequestOf<N>): Promise<ReplyOf<N>> {
      const call = `window.pogo.invoke(${JSON.stringify(name)}, ${JSON.stringify(payload)})`;
      const result = await page.evaluate<Result<ReplyOf<N>>>(call);
      if (!result.ok) throw new Error(`${name}: ${result.failure.message}`);
      return result.value;
    },
    async close() {
      page.close();
      window.kill();
      await rm(state, { recursive: true, force: true, maxRetries: 5 });
    },
  };
  await face.ask("settings/set", SETTINGS);
  await face.evaluate(`(${installScriptedPad.toString()})()`);
  return face;
}

/** Builds the app for Electron 9; answers its folder. An Error says what is missing. */
export async function prepareElectronApp(): Promise<string> {
  if (spawnSync("Xvfb", ["-help"]).error !== undefined) throw new Error("Xvfb, a display in memory, is not installed.");
  const root = findAppFolder();
  const { runnerImport } = await loadVite(root);
  // As the checkout's own scripts: bundled, they would look for the checkout in the wrong place.
  const script = <T>(name: string): Promise<T> =>
    import(/* @vite-ignore */ pathToFileURL(join(root, "scripts", "lib", name)).href) as Promise<T>;
  const electron9 = await script<typeof import("../../scripts/lib/electron9.mjs")>("electron9.mjs");
  await electron9.prepareElectron9();
  const addon = await script<typeof import("../../scripts/lib/tensorflow-addon.mjs")>("tensorflow-addon.mjs");
  const { ready, note } = await addon.prepareTensorflowAddon({ napi: 5 });
  if (!ready) throw new Error(note);
  const { module } = await runnerImport<typeof import("../lib/electron9/build-app.ts")>(
    join(root, "bench", "lib", "electron9", "build-app.ts"),
    { configFile: false, root, logLevel: "error" },
  );
  const folder = join(root, ".cache", "electron9", "bench-app");
  await module.buildApp(folder);
  return folder;
}

/** A package for developing only: the installed app does not have it, and the program does not carry it. */
async function loadVite(root: string): Promise<typeof import("vite")> {
  try {
    const path = createRequire(join(root, "package.json")).resolve("vite");
    return (await import(/* @vite-ignore */ pathToFileURL(path).href)) as typeof import("vite");
  } catch (cause) {
    throw new Error("vite is not installed: it comes with a checkout's npm ci.", { cause });
  }
}
