import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { Locator, Page } from "playwright-core";
import { NO_SCENE } from "../../../bench/lib/launch-chromium.ts";
import { serveApp } from "../../../bench/lib/serve-app.ts";
import type { ServedApp } from "../../../bench/lib/serve-app.ts";
import { openPage } from "./harness/open-page.ts";
import type { OpenPage } from "./harness/open-page.ts";

let app: ServedApp;
let open: OpenPage | null = null;
beforeAll(async () => {
  app = await serveApp({ seenWelcome: true, seenDriveGuide: true });
});
afterEach(async () => {
  await open?.close();
  open = null;
});
afterAll(() => app?.stop());

async function openDrive(flags: readonly string[] = [], before?: () => void): Promise<OpenPage> {
  open = await openPage(flags);
  if (before !== undefined) await open.page.addInitScript(before);
  await open.page.goto(`${app.url}#/drive`);
  await open.page.locator("[data-testid=drive-screen][data-worker=ready]").waitFor();
  return open;
}

const canvasOf = (page: Page): Locator => page.getByTestId("scene-canvas");
const framesOf = async (page: Page): Promise<number> => Number(await canvasOf(page).getAttribute("data-frames"));
async function drawn(page: Page, more: number, before = 0): Promise<void> {
  await expect.poll(() => framesOf(page), { timeout: 120_000 }).toBeGreaterThan(before + more);
}

/** How often the page looked after the pad in a second, and the longest it did not, ms. */
function measurePolls(page: Page, seconds: number): Promise<{ readonly perSecond: number; readonly late: number }> {
  return page.evaluate(async (span) => {
    const from = window["__pad"].polls;
    const gaps: number[] = [];
    let last = performance.now();
    const watch = setInterval(() => {
      const now = performance.now();
      gaps.push(now - last);
      last = now;
    }, 4);
    await new Promise((done) => setTimeout(done, span * 1000));
    clearInterval(watch);
    gaps.sort((a, b) => a - b);
    return { perSecond: (window["__pad"].polls - from) / span, late: gaps[Math.floor(gaps.length * 0.95)] ?? 0 };
  }, seconds);
}

test("the scene is drawn in a worker, and the page goes on polling the pad meanwhile", async () => {
  const { page, problems } = await openDrive();
  expect(await canvasOf(page).getAttribute("data-place")).toBe("worker");
  // The canvas is the worker's: the page cannot draw on it.
  const given = await canvasOf(page).evaluate((canvas: HTMLCanvasElement) => {
    try {
      return canvas.getContext("webgl2") === null;
    } catch {
      return true;
    }
  });
  expect(given).toBe(true);
  await page.evaluate(() => window["__pad"].connect());
  await page.locator("[data-testid=drive-screen][data-device=pad]").waitFor();
  await drawn(page, 10);
  const rates: number[] = [];
  // What else the machine does can slow one of these stretches; a scene that is in the way slows them all.
  while (rates.length < 4 && !(Math.max(...rates) > 60)) {
    const before = await framesOf(page);
    const { perSecond, late } = await measurePolls(page, 5);
    await drawn(page, 0, before);
    console.log(`${perSecond.toFixed(0)} polls of the pad a second, 95 % of the gaps within ${late.toFixed(1)} ms`);
    rates.push(perSecond);
  }
  // 250 by the timer and 60 with the display's frames, on a machine with nothing else to do.
  expect(Math.max(...rates)).toBeGreaterThan(60);
  expect(problems).toEqual([]);
});

/** Goes to another screen. */
async function goTo(page: Page, hash: string): Promise<void> {
  await page.evaluate((next) => void (window.location.hash = next), hash);
}

/** ms from the address to the first picture on the canvas, by the page's own clock. */
function timeToPicture(page: Page, hash: string): Promise<number> {
  return page.evaluate(async (next) => {
    const from = performance.now();
    window.location.hash = next;
    while (document.querySelector("[data-testid=scene-canvas][data-shown]") === null)
      await new Promise((done) => setTimeout(done, 4));
    return performance.now() - from;
  }, hash);
}

test("opened and left twenty times there is one scene, whose picture is there at once after the first", async () => {
  const { page, problems } = await openDrive();
  const warnings: string[] = [];
  page.on("console", (message) => {
    if (/too many active webgl/i.test(message.text())) warnings.push(message.text());
  });
  const workers: string[] = [];
  page.on("worker", (worker) => workers.push(worker.url()));
  await canvasOf(page).and(page.locator("[data-shown]")).waitFor();
  const times: number[] = [];
  for (let round = 0; round < 20; round += 1) {
    await goTo(page, "#/settings");
    await canvasOf(page).waitFor({ state: "detached" });
    times.push(await timeToPicture(page, "#/drive"));
  }
  await drawn(page, 3);
  times.sort((a, b) => a - b);
  console.log(`first picture on reopening: ${times[10]?.toFixed(0)} ms, at most ${times.at(-1)?.toFixed(0)} ms`);
  // A scene that were made anew would take longer than this every time, also while the machine does nothing else.
  expect(times[5]).toBeLessThan(1000);
  expect(workers.filter((url) => url.includes("scene-worker"))).toEqual([]);
  expect(page.workers().filter((worker) => worker.url().includes("scene-worker"))).toHaveLength(1);
  expect(warnings).toEqual([]);
  expect(problems).toEqual([]);
});

test("the theme that was chosen meanwhile is what the scene comes back with", async () => {
  const { page, problems } = await openDrive();
  await canvasOf(page).and(page.locator("[data-shown]")).waitFor();
  const brightness = async (): Promise<number> => {
    const shot = await canvasOf(page).screenshot();
    return page.evaluate(async (bytes) => {
      const data = Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0));
      const picture = await createImageBitmap(new Blob([data]));
      const brush = new OffscreenCanvas(1, 1).getContext("2d");
      brush?.drawImage(picture, 0, 0, 1, 1);
      return brush?.getImageData(0, 0, 1, 1).data[1] ?? 0;
    }, shot.toString("base64"));
  };
  const dark = await brightness();
  await goTo(page, "#/settings");
  await page.getByText("Light", { exact: true }).click();
  await timeToPicture(page, "#/drive");
  expect(await brightness()).toBeGreaterThan(dark + 60);
  expect(problems).toEqual([]);
});

test("where a worker cannot have the canvas, the page draws, and takes its graphics' loss and return", async () => {
  const { page, problems } = await openDrive([], () =>
    Reflect.deleteProperty(HTMLCanvasElement.prototype, "transferControlToOffscreen"),
  );
  expect(await canvasOf(page).getAttribute("data-place")).toBe("page");
  await drawn(page, 3);
  await page.evaluate(() => {
    const canvas = document.querySelector<HTMLCanvasElement>("[data-testid=scene-canvas]");
    const lose = canvas?.getContext("webgl2")?.getExtension("WEBGL_lose_context");
    lose?.loseContext();
    setTimeout(() => lose?.restoreContext(), 1500);
  });
  await page.getByTestId("scene-problem").getByText("The graphics driver took the picture away").waitFor();
  await page.getByTestId("scene-problem").waitFor({ state: "detached" });
  await drawn(page, 3, await framesOf(page));
  expect(problems).toEqual([]);
});

test("a scene whose worker dies says so, and is drawn again when asked", async () => {
  const { page } = await openDrive();
  await drawn(page, 1);
  const worker = page.workers().find((one) => one.url().includes("scene-worker"));
  await worker?.evaluate(() => {
    setTimeout(() => {
      throw new Error("on purpose");
    });
  });
  const problem = page.getByTestId("scene-problem");
  await problem.getByText(/The scene stopped: .*on purpose/).waitFor();
  await problem.getByRole("button", { name: "Draw it again" }).click();
  await problem.waitFor({ state: "detached" });
  await drawn(page, 1);
  expect(await canvasOf(page).getAttribute("data-place")).toBe("worker");
});

test("without WebGL the page says what is missing, and drives all the same", async () => {
  const { page } = await openDrive(NO_SCENE);
  await page
    .getByTestId("scene-problem")
    .getByText(/Pogo needs WebGL 2/)
    .waitFor();
  await expect.poll(() => canvasOf(page).count()).toBe(0);
  await expect
    .poll(async () => Number(await page.getByTestId("tick-health").getAttribute("data-rate")), { timeout: 30_000 })
    .toBeGreaterThan(60);
});
