import { afterAll, beforeAll, expect, test } from "vitest";
import { useApp } from "./harness/use-app.ts";
import type { UsedApp } from "./harness/use-app.ts";

let pogo: UsedApp;
beforeAll(async () => {
  pogo = await useApp();
});
afterAll(() => pogo.dispose());

const CANVAS = "document.querySelector('[data-testid=scene-canvas]')";

test("the scene is kept while another screen is shown, and comes back with its picture", async () => {
  const { page } = pogo;
  await page.evaluate("void (location.hash = '#/drive')");
  // By the processor the first picture can take long.
  await page.waitFor(`${CANVAS}?.dataset.shown === ''`, 120_000);
  await page.evaluate(`void (window.firstCanvas = ${CANVAS})`);
  for (let round = 0; round < 3; round += 1) {
    await page.evaluate("void (location.hash = '#/settings')");
    await page.waitFor(`${CANVAS} === null`, 30_000);
    expect(await page.evaluate("'shown' in window.firstCanvas.dataset")).toBe(false);
    await page.evaluate("void (location.hash = '#/drive')");
    await page.waitFor(`${CANVAS}?.dataset.shown === ''`, 30_000);
    expect(await page.evaluate(`${CANVAS} === window.firstCanvas`)).toBe(true);
  }
  await page.waitFor(`Number(${CANVAS}.dataset.frames) > 3`, 60_000);
  await pogo.keepScreenshot("kept-scene");
  expect(page.console.filter((line) => /^(uncaught|error)/.test(line))).toEqual([]);
});
