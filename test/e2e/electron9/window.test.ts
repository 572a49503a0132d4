import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { useApp } from "./harness/use-app.ts";
import type { UsedApp } from "./harness/use-app.ts";

let pogo: UsedApp;
beforeAll(async () => {
  pogo = await useApp();
});
afterAll(() => pogo.dispose());

test("the window shows the page of its own scheme, with nothing of Node in it", async () => {
  const { page } = pogo;
  expect(await page.evaluate("location.href")).toMatch(/^pogo:\/\/app\/index\.html/);
  expect(await page.evaluate("navigator.userAgent")).toContain("Electron/9.4.1");
  const kinds = await page.evaluate("[typeof require, typeof process, typeof module]");
  expect(kinds).toEqual(["undefined", "undefined", "undefined"]);
});

test("the preload is there, and the host answers through it", async () => {
  const { page } = pogo;
  expect(await page.evaluate("Object.keys(window.pogo).sort()")).toEqual(["invoke", "subscribe"]);
  expect(await pogo.ask("app/info", {})).toMatchObject({ face: "electron", home: pogo.home });
  const denied = await page.evaluate("window.pogo.invoke('no/such', {})");
  expect(denied).toMatchObject({ ok: false, failure: { kind: "denied" } });
  const invalid = await page.evaluate("window.pogo.invoke('datasets/create', { name: 3 })");
  expect(invalid).toMatchObject({ ok: false, failure: { kind: "invalid-input" } });
});

test("the scene is drawn by WebGL, and nothing complains", async () => {
  const { page } = pogo;
  // By the processor the first pictures can take long.
  await page.waitFor("Number(document.querySelector('canvas')?.dataset.frames) > 1", 120_000);
  expect(await page.evaluate("document.querySelector('canvas').dataset.place")).toBe("worker");
  expect(await page.evaluate("typeof SharedArrayBuffer")).toBe("function");
  await pogo.keepScreenshot("first-window");
  expect(page.console.filter((line) => /^(uncaught|error)/.test(line))).toEqual([]);
});

test("the page leads nowhere else and opens nothing", async () => {
  const { page } = pogo;
  await page.evaluate("void window.open('https://example.org/')");
  await page.evaluate("void window.open('pogo://app/index.html')");
  await page.evaluate("void (location.href = 'https://example.org/')");
  await page.evaluate("new Promise((done) => setTimeout(done, 500))");
  expect(await pogo.pages()).toEqual([expect.stringMatching(/^pogo:\/\/app\/index.html/)]);
  expect(await page.evaluate("Notification.requestPermission()")).toBe("denied");
});

test("scripts from elsewhere are refused by the page's policy", async () => {
  const { page } = pogo;
  const run =
    "(() => { const s = document.createElement('script'); s.textContent = 'window.ran = 1'; document.body.append(s); })()";
  await page.evaluate(run);
  expect(await page.evaluate("typeof window.ran")).toBe("undefined");
  const blocked = await page.evaluate("fetch('https://example.org/').then(() => 'sent', () => 'blocked')");
  expect(blocked).toBe("blocked");
});

test("a closed window ends the program in good order and is remembered", async () => {
  expect(await pogo.quit()).toBe(0);
  const file = join(pogo.userData, "window-state.json");
  expect(JSON.parse(await readFile(file, "utf8"))).toMatchObject({ width: expect.any(Number), maximized: false });
});
