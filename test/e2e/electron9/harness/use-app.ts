import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { APP } from "./build-once.ts";
import { startElectron } from "../../../../bench/lib/electron9/electron-app.ts";
import type { ElectronApp } from "../../../../bench/lib/electron9/electron-app.ts";

const ARTIFACTS = join(resolve(import.meta.dirname, "../../../.."), "test-artifacts", "electron9");

/** A running app with folders of its own. */
export interface UsedApp extends ElectronApp {
  /** where it keeps what the person makes */
  readonly home: string;
  /** where Electron keeps what is its own */
  readonly userData: string;
  keepScreenshot(name: string): Promise<void>;
  /** the value of the host's answer; throws its failure */
  ask<T>(name: string, payload: object): Promise<T>;
  /** ends it and removes its folders */
  dispose(): Promise<void>;
}

/** Starts the app as on a machine that has never seen it. */
export async function useApp(): Promise<UsedApp> {
  return appIn(await mkdtemp(join(tmpdir(), "pogo-electron9-")));
}

/** Starts the app over the folders that are in `state` from an earlier run. */
export async function appIn(state: string, flags: readonly string[] = []): Promise<UsedApp> {
  const app = await startElectron(APP, state, flags);
  return {
    ...app,
    home: join(state, "home"),
    userData: join(state, "Pogo"),
    async keepScreenshot(name) {
      await mkdir(ARTIFACTS, { recursive: true });
      await writeFile(join(ARTIFACTS, `${name}.png`), await app.page.screenshot());
    },
    async ask<T>(name: string, payload: object): Promise<T> {
      const call = `window.pogo.invoke(${JSON.stringify(name)}, ${JSON.stringify(payload)})`;
      const result = await app.page.evaluate<{ ok: true; value: T } | { ok: false; failure: { message: string } }>(
        call,
      );
      if (!result.ok) throw new Error(`${name}: ${result.failure.message}`);
      return result.value;
    },
    async dispose() {
      app.kill();
      await rm(state, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
