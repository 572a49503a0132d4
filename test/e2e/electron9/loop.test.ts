import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openDataset } from "../../../src/node/datasets/open-dataset.ts";
import type { DatasetSummary, EpisodeSummary } from "../../../src/shared/dataset/episode.ts";
import type { Job } from "../../../src/shared/ipc/jobs.ts";
import type { PolicySummary } from "../../../src/shared/policy/policy-meta.ts";
import { centreStick, PAD_BUTTON, plugInPad, pressPad } from "./harness/scripted-pad.ts";
import { useApp } from "./harness/use-app.ts";
import type { UsedApp } from "./harness/use-app.ts";

const EPISODE_SECONDS = 5;
const DRIVE = "document.querySelector('[data-testid=drive-screen]')?.dataset";
const REPLAY = "document.querySelector('[data-testid=replay-screen]')?.dataset";

let pogo: UsedApp;
let dataset: string;
beforeAll(async () => {
  pogo = await useApp();
  dataset = (await pogo.ask<DatasetSummary>("datasets/create", { name: "Electron" })).id;
  await pogo.ask("settings/set", { seenWelcome: true, dataset, countdownSeconds: 0, episodeSeconds: EPISODE_SECONDS });
  await pogo.page.waitFor(`${DRIVE}?.phase === "idle"`, 60_000);
  await plugInPad(pogo.page);
  await pogo.page.waitFor(`${DRIVE}?.device === "pad" && ${DRIVE}?.worker === "ready"`, 60_000);
});
afterAll(() => pogo.dispose());

function episodes(): Promise<readonly EpisodeSummary[]> {
  return pogo.ask("datasets/episodes", { dataset, dropped: false });
}

async function newestJob(): Promise<Job | undefined> {
  const jobs = await pogo.ask<readonly Job[]>("jobs/list", {});
  return [...jobs].sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1))[0];
}

test("a pad drives the hopper and its episode is on disk", async () => {
  const { page } = pogo;
  await pressPad(page, PAD_BUTTON.startStop, `["recording", "paused"].includes(${DRIVE}?.phase)`);
  await page.evaluate("new Promise((done) => setTimeout(done, 1500))");
  await pogo.keepScreenshot("recording");
  await driveOn();
  await pogo.keepScreenshot("review");
  await pressPad(page, PAD_BUTTON.keep, `${DRIVE}?.phase === "idle"`);
  const [episode] = await episodes();
  expect(episode).toMatchObject({ source: "human", device: expect.stringContaining("Scripted pad"), replays: true });
  expect(episode?.steps).toBeGreaterThan(100);
  const files = await readdir(join(pogo.home, "datasets"), { recursive: true });
  const file = files.find((name) => name.includes(String(episode?.id)));
  expect((await stat(join(pogo.home, "datasets", String(file)))).size).toBeGreaterThan(1000);
});

/** Drives to the end of the episode. On a busy machine the page may stand still, and then the recorder pauses. */
async function driveOn(): Promise<void> {
  await expect
    .poll(
      async () => {
        const phase = await pogo.page.evaluate<string>(`${DRIVE}?.phase`);
        if (phase === "paused") await pressPad(pogo.page, PAD_BUTTON.pause, `${DRIVE}?.phase !== "paused"`);
        return phase;
      },
      { timeout: 90_000, interval: 250 },
    )
    .toBe("review");
}

test("a policy is trained on it by TensorFlow's library, in a process of its own", async () => {
  const { page } = pogo;
  await page.evaluate(`void (location.hash = "#/train?dataset=${dataset}")`);
  const start =
    "[...document.querySelectorAll('button')].find((b) => b.textContent.trim() === 'Start training' && !b.disabled)";
  await page.waitFor(`Boolean(${start})`);
  await page.evaluate(`${start}.click()`);
  await expect.poll(async () => (await newestJob())?.state, { timeout: 120_000, interval: 250 }).toBe("done");
  await pogo.keepScreenshot("trained");
  const job = await newestJob();
  expect(job?.result).toMatchObject({ kind: "policy" });
  const policies = await pogo.ask<readonly PolicySummary[]>("policies/list", {});
  const trained = policies.find(({ meta }) => meta?.dataset.id === dataset);
  expect(trained?.meta?.training.backend).toContain("tensorflow");
  expect(trained?.meta?.training.finalLoss).toBeGreaterThan(0);
});

test("the policy drives the hopper in the same scene, and the recorded episode can be watched", async () => {
  const { page } = pogo;
  const policies = await pogo.ask<readonly PolicySummary[]>("policies/list", {});
  const trained = policies.find(({ meta }) => meta?.dataset.id === dataset);
  await page.evaluate(`void (location.hash = "#/policies/${trained?.id}/watch")`);
  await page.waitFor(`${REPLAY}?.subject === "policy"`);
  const step = "Number(document.querySelector('[data-testid=live-step]')?.textContent.replace(/[^0-9].*$/, ''))";
  await page.waitFor(`${step} > 5`);
  await pogo.keepScreenshot("policy-replay");
  const [episode] = await episodes();
  await page.evaluate(`void (location.hash = "#/library/${dataset}/${episode?.id}")`);
  await page.waitFor(`${REPLAY}?.subject === "episode"`);
  await page.waitFor(`${step} > 5`);
  await pogo.keepScreenshot("episode-replay");
  expect(page.console.filter((line) => /^(uncaught|error)/.test(line))).toEqual([]);
});

test("with noise on, a rewind goes on as an episode of its own, linked to the branch it left; both replay", async () => {
  const { page } = pogo;
  await pogo.ask("settings/set", { noise: 0.05 });
  await page.evaluate('void (location.hash = "#/drive")');
  await page.waitFor(
    `${DRIVE}?.noise === "0.05" && ${DRIVE}?.phase === "idle" && ${DRIVE}?.worker === "ready"`,
    60_000,
  );
  const known = new Set((await episodes()).map(({ id }) => id));
  await pressPad(page, PAD_BUTTON.startStop, `["recording", "paused"].includes(${DRIVE}?.phase)`);
  await page.waitFor(`Number(${DRIVE}?.written) >= 96 || ${DRIVE}?.phase === "paused"`, 30_000);
  await centreStick(page, true);
  await pressPad(page, PAD_BUTTON.rewind, `${DRIVE}?.phase === "rewinding" && ${DRIVE}?.rewind !== ""`);
  const newest = Number(await page.evaluate<string>(`${DRIVE}?.rewind`));
  await pressPad(page, PAD_BUTTON.back, `Number(${DRIVE}?.rewind) < ${newest - 30}`);
  await pressPad(page, PAD_BUTTON.keep, `["recording", "paused"].includes(${DRIVE}?.phase)`);
  await centreStick(page, false);
  await driveOn();
  await pressPad(page, PAD_BUTTON.keep, `${DRIVE}?.phase === "idle"`);
  const made = (await episodes()).filter(({ id }) => !known.has(id));
  const left = made.find(({ cause }) => cause === "abandoned");
  const gone = made.find(({ parent }) => parent !== null);
  expect(made).toHaveLength(2);
  expect(left).toMatchObject({ used: false, replays: true, noise: 0.05, parent: null });
  expect(gone).toMatchObject({ used: true, replays: true, noise: 0.05, parent: { episode: left?.id } });
  expect(gone?.parent?.step).toBeLessThan(newest - 29);
  const { columns } = await (await openDataset(await folder(), { mode: "read" })).load(String(gone?.id));
  expect(columns.action).not.toEqual(columns.action_label);
  await pogo.ask("settings/set", { noise: 0 });
});

async function folder(): Promise<string> {
  const all = await pogo.ask<readonly DatasetSummary[]>("datasets/list", {});
  return String(all.find(({ id }) => id === dataset)?.path);
}

test("closing the window while it records keeps what was recorded", async () => {
  const { page } = pogo;
  await page.evaluate('void (location.hash = "#/drive")');
  await page.waitFor(`${DRIVE}?.phase === "idle" && ${DRIVE}?.device === "pad" && ${DRIVE}?.worker === "ready"`);
  await pressPad(page, PAD_BUTTON.startStop, `["recording", "paused"].includes(${DRIVE}?.phase)`);
  await page.evaluate("new Promise((done) => setTimeout(done, 1500))");
  const before = await episodeFiles();
  expect(await pogo.quit()).toBe(0);
  expect((await episodeFiles()).length).toBe(before.length + 1);
});

async function episodeFiles(): Promise<string[]> {
  const files = await readdir(join(pogo.home, "datasets"), { recursive: true });
  return files.filter((name) => /episodes.*\.arrow$/.test(name));
}
