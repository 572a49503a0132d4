import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { PadMoment } from "../../../bench/lib/scripted-pad.ts";
import { measureFrames } from "../../../bench/lib/frame-times.ts";
import { openPage } from "./harness/open-page.ts";
import type { OpenPage } from "./harness/open-page.ts";
import { serveApp } from "../../../bench/lib/serve-app.ts";
import type { ServedApp } from "../../../bench/lib/serve-app.ts";

const EPISODE_SECONDS = 20;
/** Buttons of the W3C standard layout. */
const START = 9;
const PAUSE = 8;
const KEEP = 0;
/**
 * Forward, faster, a breath, forward again: what a thumb does in 20 s. A gentle one: whoever pulls the stick back from 0.8
 * to 0.2 at once falls in every fifth episode, and here the whole length is wanted.
 */
const THUMB: readonly PadMoment[] = [
  { at: 0, axes: { 0: 0.3 } },
  { at: 4, axes: { 0: 0.45 } },
  { at: 9, axes: { 0: 0.3 } },
  { at: 13, axes: { 0: 0.4 } },
  { at: 18, axes: { 0: 0.2 } },
];

let app: ServedApp;
let open: OpenPage;
beforeAll(async () => {
  app = await serveApp();
  open = await openPage();
});
afterAll(async () => {
  await open?.close();
  await app?.stop();
});

const drive = () => open.page.getByTestId("drive-screen");
const go = (hash: string) => open.page.evaluate((next) => void (window.location.hash = next), hash);
const liveStep = async (): Promise<number> =>
  Number.parseInt((await open.page.getByTestId("live-step").textContent()) ?? "0", 10);

const controlRate = async (): Promise<number> =>
  Number(await open.page.getByTestId("tick-health").getAttribute("data-rate"));

/** Holds a button until the page has taken notice: on a busy machine that may take longer than a thumb's press. */
async function press(button: number, phase: string): Promise<void> {
  const { page } = open;
  await page.evaluate((which) => window["__pad"].button(which, 1), button);
  await drive()
    .and(page.locator(`[data-phase=${phase}]`))
    .waitFor();
  await page.evaluate((which) => window["__pad"].press(which, 0), button);
}

/** Drives to the end of the episode. On a busy machine the page may stand still, and then the recorder pauses. */
async function driveOn(): Promise<void> {
  let pictures = 0;
  await expect
    .poll(
      async () => {
        const phase = await drive().getAttribute("data-phase");
        if (phase === "paused") await press(PAUSE, "recording");
        if (phase === "recording" && pictures++ === 20) await open.keepScreenshot("drive");
        return phase;
      },
      { timeout: 160_000, interval: 250 },
    )
    .toBe("review");
}

async function waitForRun(): Promise<void> {
  const { page } = open;
  await page.getByRole("button", { name: "Start training" }).click();
  await page.getByRole("main").getByRole("button", { name: "Cancel" }).waitFor();
  await page.getByRole("main").getByRole("button", { name: "Watch" }).waitFor({ timeout: 290_000 });
}

test("the page is there within two seconds, with its navigation and a welcome", async () => {
  const { page } = open;
  await page.goto(`${app.url}#/settings`);
  const paints: number[] = [];
  // What else the machine does can make one opening late, not four of them.
  while (paints.length < 4 && !(Math.min(...paints) < 2000)) {
    if (paints.length > 0) await page.reload();
    await page.getByRole("navigation", { name: "Screens" }).waitFor();
    const paint = await page.evaluate(
      () => performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? Number.NaN,
    );
    const useful = await page.evaluate(() => performance.now());
    console.log(`first contentful paint ${paint.toFixed(0)} ms, navigation there by ${useful.toFixed(0)} ms`);
    paints.push(paint);
  }
  expect(Math.min(...paints)).toBeLessThan(2000);
  expect(await page.evaluate(() => window.crossOriginIsolated)).toBe(true);
  await page.getByRole("heading", { name: "Welcome to Pogo" }).waitFor();
  await open.keepScreenshot("welcome");
  await page.getByRole("button", { name: "Look around first" }).click();
  await page.getByLabel("Episode length").fill(String(EPISODE_SECONDS));
  await page.getByLabel("Countdown").fill("0");
  await page.getByLabel("Operator").fill("Scripted thumb");
  await page.getByLabel("Operator").press("Tab");
});

test("a pad drives for 20 s, and the episode is on disk and in the Library", async () => {
  const { page } = open;
  await go("#/library");
  await page.getByRole("button", { name: "New dataset" }).click();
  await page.getByRole("textbox", { name: "Name" }).fill("Thumb drives");
  await page.getByRole("button", { name: "Create" }).click();
  await page.getByRole("button", { name: "Drive and record here" }).click();
  await page.evaluate(() => window["__pad"].connect());
  await drive().and(page.locator("[data-device=pad][data-worker=ready][data-phase=idle]")).waitFor();
  await press(START, "recording");
  // The thumb goes its way meanwhile.
  await page.evaluate((moments) => void window["__pad"].play(moments), THUMB);
  await driveOn();
  await open.keepScreenshot("review");
  console.log(await page.getByTestId("review-health").textContent());
  await press(KEEP, "idle");

  const files = await readdir(join(app.home, "datasets"), { recursive: true });
  expect(files.filter((name) => name.includes("thumb") && name.endsWith(".arrow"))).toHaveLength(1);
  await go("#/library");
  const row = page.getByRole("grid", { name: "Episodes" }).getByRole("row").nth(1);
  await row.getByText("Human").waitFor();
  await row.getByText(String((EPISODE_SECONDS * 125) / 1000).replace(".", ",")).waitFor();
  await row.getByText("Exact").waitFor();
  await page.getByRole("img", { name: /^Height from/ }).waitFor();
  await open.keepScreenshot("library");
}, 300_000);

test("a policy is trained on it and drives the hopper in the same scene", async () => {
  const { page } = open;
  await page.getByRole("button", { name: "Train on it" }).click();
  await page.getByText(/^1 episode, 2,500 steps/).waitFor();
  await page.getByLabel("Validation share").fill("0");
  await page.getByLabel("Epochs").fill("5");
  await waitForRun();
  await open.keepScreenshot("trained");
  await page.getByRole("main").getByRole("button", { name: "Watch" }).click();
  await page.getByTestId("replay-screen").and(page.locator("[data-subject=policy]")).waitFor();
  await expect.poll(liveStep, { timeout: 90_000 }).toBeGreaterThan(20);
  await open.keepScreenshot("policy-replay");
}, 400_000);

test("a dataset of the scripted expert is trained on as well", async () => {
  const { page } = open;
  await app.pogo([
    "record",
    "--scripted",
    "--dataset",
    join(app.home, "datasets", "scripted"),
    "--episodes",
    "4",
    "--seed",
    "1",
    "--max-steps",
    "400",
  ]);
  await go("#/train");
  await page.reload();
  await page.getByRole("combobox", { name: "Dataset" }).click();
  await page.getByRole("option", { name: /scripted/i }).click();
  await page.getByText(/^4 episodes/).waitFor();
  await page.getByLabel("Epochs").fill("5");
  await waitForRun();
  await go("#/policies");
  await expect.poll(() => page.getByRole("table").getByText(/clone/).count()).toBeGreaterThanOrEqual(2);
  await open.keepScreenshot("policies");
}, 400_000);

test("the demo dataset's episodes can be watched", async () => {
  const { page } = open;
  await go("#/library");
  await page.getByRole("navigation", { name: "Datasets" }).getByText(/CS285/).click();
  await page.getByText("Imported").nth(1).waitFor();
  await page
    .getByRole("region", { name: /^Details of/ })
    .getByRole("button", { name: "Watch" })
    .click();
  await page.getByTestId("replay-screen").and(page.locator("[data-subject=episode]")).waitFor();
  await expect.poll(liveStep, { timeout: 90_000 }).toBeGreaterThan(20);
  await open.keepScreenshot("demo-replay");
});

test("the scene goes on moving while a policy is trained", async () => {
  const { page } = open;
  await go("#/drive");
  await drive().and(page.locator("[data-worker=ready]")).waitFor();
  await measureFrames(page, 4);
  const idle = await measureFrames(page, 5);
  const idleRate = await controlRate();
  await go("#/train");
  await page.getByRole("combobox", { name: "Dataset" }).click();
  await page.getByRole("option", { name: /CS285/ }).click();
  await page.getByRole("textbox", { name: "Epochs", exact: true }).fill("1000");
  await page.getByRole("button", { name: "Start training" }).click();
  await page.getByRole("main").getByRole("button", { name: "Cancel" }).waitFor();
  await go("#/drive");
  await drive().and(page.locator("[data-worker=ready]")).waitFor();
  await measureFrames(page, 4);
  const rates: number[] = [];
  // What else the machine does can slow one of these stretches; a training that slows them slows them all.
  while (rates.length < 5 && !(Math.max(...rates) > 0.9 * idleRate)) {
    const busy = await measureFrames(page, 5);
    rates.push(await controlRate());
    console.log(
      `without a job: ${JSON.stringify(idle)}, ${idleRate} Hz; with one: ${JSON.stringify(busy)}, ${rates.at(-1)} Hz`,
    );
  }
  expect(Math.max(...rates)).toBeGreaterThan(0.9 * idleRate);
  await page.getByRole("button", { name: /^Jobs/ }).click();
  await page.getByRole("button", { name: /^Cancel/ }).click();
  await page.getByRole("region", { name: /^Jobs/ }).getByText("cancelled").waitFor();
});

test("nothing went wrong in the page on the way", () => {
  expect(open.problems).toEqual([]);
});
