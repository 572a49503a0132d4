import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildApp } from "./harness/build-app.ts";
import { startElectron } from "./harness/electron-app.ts";
import type { ElectronApp } from "./harness/electron-app.ts";

const ROOT = resolve(import.meta.dirname, "../../..");
const APP = join(ROOT, ".cache", "electron9", "app");
const ARTIFACTS = join(ROOT, "test-artifacts", "electron9");

let state: string;
let pogo: ElectronApp;

beforeAll(async () => {
  await mkdir(ARTIFACTS, { recursive: true });
  await buildApp(APP);
  state = await mkdtemp(join(tmpdir(), "pogo-electron9-"));
  pogo = await startElectron(APP, state);
});
afterAll(async () => {
  pogo?.kill();
  await rm(state, { recursive: true, force: true });
});

async function keepScreenshot(name: string): Promise<void> {
  await writeFile(join(ARTIFACTS, `${name}.png`), await pogo.page.screenshot());
}

test("the window shows the page of its own scheme, with nothing of Node in it", async () => {
  const { page } = pogo;
  expect(await page.evaluate("location.href")).toMatch(/^pogo:\/\/app\/index\.html/);
  expect(await page.evaluate("navigator.userAgent")).toContain("Electron/9.4.1");
  expect(await page.evaluate("[typeof require, typeof process, typeof module]")).toEqual([
    "undefined",
    "undefined",
    "undefined",
  ]);
});

test("the preload is there, and the host answers through it", async () => {
  const { page } = pogo;
  expect(await page.evaluate("Object.keys(window.pogo).sort()")).toEqual(["invoke", "subscribe"]);
  const info = await page.evaluate<{ ok: boolean; value: object }>("window.pogo.invoke('app/info', {})");
  expect(info).toMatchObject({ ok: true, value: { face: "electron", platform: "linux", home: join(state, "Pogo") } });
  expect(await page.evaluate("window.pogo.invoke('no/such', {})")).toMatchObject({
    ok: false,
    failure: { kind: "denied" },
  });
  expect(await page.evaluate("window.pogo.invoke('datasets/create', { name: 3 })")).toMatchObject({
    ok: false,
    failure: { kind: "invalid-input" },
  });
});

test("the scene is drawn by WebGL", async () => {
  const { page } = pogo;
  await page.waitFor("document.querySelector('canvas')?.width > 0");
  await keepScreenshot("first-window");
  expect(page.console.filter((line) => /^(uncaught|error)/.test(line))).toEqual([]);
});
