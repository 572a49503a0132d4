import { afterAll, beforeAll, expect, test } from "vitest";
import { createDataset, openDataset } from "../../../src/node/datasets/open-dataset.ts";
import { verifyDataset } from "../../../src/node/record/verify-dataset.ts";
import { OBSERVATION_SIZE } from "../../../src/shared/base/specs.ts";
import { BUTTON, createPilot } from "./harness/pilot.ts";
import type { Pilot } from "./harness/pilot.ts";
import { settled } from "./harness/settled.ts";

let pilot: Pilot;
beforeAll(async () => {
  pilot = await createPilot();
});
afterAll(() => pilot?.leave());

/** What an operating system does to a page, as far as the page can tell. */
const lookAway = (): Promise<void> => pilot.page.evaluate(() => void window.dispatchEvent(new Event("blur")));
const lookBack = (): Promise<void> => pilot.page.evaluate(() => void window.dispatchEvent(new Event("focus")));
const hide = (hidden: boolean): Promise<void> =>
  pilot.page.evaluate((value) => {
    Object.defineProperty(document, "hidden", { configurable: true, value });
    document.dispatchEvent(new Event("visibilitychange"));
  }, hidden);
const why = (): Promise<string | null> => pilot.says("why");
/** from paused to recording, however long the countdown is */
const goOn = (): Promise<void> => pilot.press(BUTTON.pause, "recording");
const markTo = (marks: string): Promise<void> => pilot.hold(BUTTON.mark, () => pilot.until({ marks }));
/** back by the left trigger until the shown step is before `step`; answers it */
async function scrubTo(step: number): Promise<number> {
  const shown = async (): Promise<number> => Number(await pilot.says("rewind"));
  // The left stick scrubs as well: a thumb that goes on leaning forward would work against the trigger.
  await pilot.page.evaluate(() => window["__pad"].axis(0, 0));
  await pilot.hold(BUTTON.back, async () => {
    await expect.poll(shown, { interval: 20, timeout: 60_000 }).toBeLessThan(step);
  });
  return settled(shown);
}

test("a countdown that is stopped leaves nothing, and one that runs out records", async () => {
  await pilot.settings({ countdownSeconds: 5 });
  await pilot.press(BUTTON.startStop, "countdown");
  await pilot.press(BUTTON.startStop, "idle");
  expect(await pilot.episodes()).toEqual([]);
  // Long enough to be seen on a page that answers late.
  await pilot.settings({ countdownSeconds: 3 });
  await pilot.press(BUTTON.startStop, "countdown");
  await pilot.until({ phase: "recording" });
  await pilot.written(32);
});

test("a pause by the pad goes on with a countdown", async () => {
  await pilot.press(BUTTON.pause, "paused");
  expect(await why()).toBe("");
  await pilot.press(BUTTON.pause, "resuming");
  await pilot.until({ phase: "recording" });
  await pilot.settings({ countdownSeconds: 0 });
});

test("lost focus, a hidden window and an unplugged pad pause it, say why, and never go on by themselves", async () => {
  await lookAway();
  await pilot.until({ phase: "paused" });
  expect(await why()).toMatch(/lost the focus/);
  await lookBack();
  expect(await pilot.phase()).toBe("paused");
  await goOn();

  await hide(true);
  await pilot.until({ phase: "paused" });
  expect(await why()).toMatch(/was hidden/);
  const before = await pilot.says("written");
  await hide(false);
  expect(await pilot.phase()).toBe("paused");
  await pilot.page.waitForTimeout(500);
  expect(Number(await pilot.says("written")) - Number(before)).toBeLessThan(32);
  await goOn();

  await pilot.page.evaluate(() => window["__pad"].disconnect());
  await pilot.until({ phase: "paused" });
  expect(await why()).toMatch(/unplugged/);
  await pilot.page.evaluate(() => window["__pad"].connect());
  await pilot.until({ device: "pad" });
  expect(await pilot.phase()).toBe("paused");
  await goOn();
});

test("a cancelled rewind leads back to the pause at the newest moment", async () => {
  await pilot.press(BUTTON.rewind, "rewinding");
  await scrubTo(20);
  await pilot.press(BUTTON.discard, "paused");
  await goOn();
  const before = Number(await pilot.says("written"));
  await pilot.written(before + 32);
  expect(await pilot.says("rewind")).toBe("");
});

test("marks of the moment and of the card end up as curation, and pauses cost no tick", async () => {
  await markTo("success");
  await pilot.hold(BUTTON.rateUp, () => pilot.until({ rating: "3" }));
  await pilot.stop();
  expect(await pilot.newest()).toMatchObject({ cause: "operator", source: "human", level: "cruise", replays: true });
  await expect.poll(async () => (await pilot.newest()).curation).toMatchObject({ success: true, rating: 3 });
  await markTo("failure");
  await expect.poll(async () => (await pilot.newest()).curation).toMatchObject({ success: false, rating: 3 });
  await pilot.press(BUTTON.keep, "idle");

  const { columns } = await pilot.load((await pilot.newest()).id);
  const walls = columns.wall_time ?? [];
  const missed = columns.missed_ticks ?? [];
  const gaps = Array.from(walls, (wall, i) => ({
    seconds: wall - (walls[i - 1] ?? wall),
    missed: (missed[i] ?? 0) - (missed[i - 1] ?? missed[i] ?? 0),
  }));
  const pauses = gaps.filter((gap) => gap.seconds > 0.4 && gap.missed < gap.seconds * 60);
  expect(pauses.length).toBeGreaterThanOrEqual(2);
});

test("a rewind goes on as an episode of its own, and the abandoned branch stays linked", async () => {
  const known = (await pilot.episodes()).length;
  await pilot.record(128);
  await pilot.press(BUTTON.rewind, "rewinding");
  const step = await scrubTo(80);
  await pilot.press(BUTTON.keep, "recording");
  await pilot.written(step + 32);
  await pilot.stop();
  await pilot.press(BUTTON.keep, "idle");
  const [left, gone] = (await pilot.episodes()).slice(known);
  if (left === undefined || gone === undefined) throw new Error("a branch makes two episodes");
  expect(left).toMatchObject({ cause: "abandoned", used: false, replays: true, parent: null });
  expect(gone).toMatchObject({ cause: "operator", used: true, replays: true, parent: { episode: left.id, step } });
  const [before, after] = [await pilot.load(left.id), await pilot.load(gone.id)];
  expect(after.meta.steps).toBeGreaterThan(step);
  expect(after.columns.observation?.slice(0, step * OBSERVATION_SIZE)).toEqual(
    before.columns.observation?.slice(0, step * OBSERVATION_SIZE),
  );
  expect(after.columns.action?.slice(0, step * 3)).toEqual(before.columns.action?.slice(0, step * 3));
});

test("from the card an episode can be done again, looked back into, and discarded", async () => {
  const known = (await pilot.episodes()).length;
  await pilot.record();
  await pilot.stop();
  await pilot.press(BUTTON.redo, "recording");
  await pilot.written(96);
  await pilot.stop();
  await pilot.press(BUTTON.rewind, "looking-back");
  await pilot.press(BUTTON.rewind, "review");
  await pilot.press(BUTTON.rewind, "looking-back");
  const step = await scrubTo(60);
  await pilot.press(BUTTON.keep, "recording");
  await pilot.written(step + 16);
  await pilot.stop();
  await pilot.press(BUTTON.discard, "idle");
  await expect
    .poll(async () => (await pilot.episodes()).slice(known).map(({ dropped }) => dropped))
    .toEqual([true, true, true]);
  const [first, again, branch] = (await pilot.episodes()).slice(known);
  expect(again?.seed).toBe(first?.seed);
  expect(again?.curation.tags).toContain("abandoned");
  expect(branch?.parent).toEqual({ episode: again?.id, step });
});

test("an episode discarded in the middle leaves no file", async () => {
  const known = await pilot.episodes();
  await pilot.record(32);
  await pilot.press(BUTTON.discard, "idle");
  expect(await pilot.episodes()).toEqual(known);
});

test("a dataset that somebody else writes to fails the recording, says so, and lets go", async () => {
  const path = `${pilot.dataset}-of-another`;
  const { id } = await createDataset({ path, name: "Of another" });
  const other = await openDataset(path, { mode: "write" });
  await expect.poll(async () => (await pilot.host.ask("datasets/list", {})).map((one) => one.id)).toContain(id);
  await pilot.settings({ dataset: id });
  // It may fail before anybody sees it recording.
  await pilot.press(BUTTON.startStop, "failed");
  await pilot.page
    .getByTestId("recording-failed")
    .getByText(/is writing to the dataset/)
    .waitFor();
  await pilot.press(BUTTON.keep, "idle");
  await other.close();
  await pilot.settings({ dataset: pilot.datasetId });
});

test("a page that is loaded anew in the middle of a recording leaves the episode, interrupted", async () => {
  const known = (await pilot.episodes()).length;
  await pilot.record(64);
  const written = Number(await pilot.says("written"));
  await pilot.page.reload();
  await pilot.sit();
  await expect.poll(async () => (await pilot.episodes()).length, { timeout: 30_000 }).toBe(known + 1);
  const episode = await pilot.newest();
  expect(episode).toMatchObject({ cause: "interrupted", replays: true, recovered: false });
  expect(episode.steps).toBeGreaterThanOrEqual(written);
});

test("everything that was recorded on the way replays bit for bit", async () => {
  const store = await openDataset(pilot.dataset, { mode: "read" });
  const verified = await verifyDataset(store, { signal: new AbortController().signal, onProgress: () => undefined });
  expect(verified.length).toBeGreaterThan(3);
  expect(verified.filter(({ status }) => status !== "replays")).toEqual([]);
});
