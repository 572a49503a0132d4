import { readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { openDataset } from "../../../src/node/datasets/open-dataset.ts";
import type { EpisodeSummary } from "../../../src/shared/dataset/episode.ts";
import { launchBrowser, openDrive } from "./harness/driven-page.ts";
import type { DrivenPage } from "./harness/driven-page.ts";
import { createFaultHome, startServer } from "./harness/served-home.ts";
import type { FaultHome, Server } from "./harness/served-home.ts";
import { mountSmallDisk } from "./harness/small-disk.ts";
import type { SmallDisk } from "./harness/small-disk.ts";

const SLOW_DISK = join(import.meta.dirname, "slow-disk.mjs");

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

interface Scene {
  readonly place: FaultHome;
  readonly server: Server;
  readonly driven: DrivenPage;
}

/** A server over a home of its own (below `parent`), and a page that a pad drives. */
async function scene(parent?: string, environment: Readonly<Record<string, string>> = {}): Promise<Scene> {
  const place = await createFaultHome(parent);
  const server = await startServer(place.home, environment);
  const driven = await openDrive(browser, server.url);
  onTestFinished(async () => {
    await driven.close();
    await server.stop();
    place.remove();
  });
  return { place, server, driven };
}

const written = async ({ page }: DrivenPage): Promise<number> =>
  Number(await page.getByTestId("drive-screen").getAttribute("data-written"));

async function writtenAtLeast(driven: DrivenPage, steps: number): Promise<void> {
  await expect.poll(() => written(driven), { timeout: 60_000 }).toBeGreaterThanOrEqual(steps);
}

/** What the page says when a recording came to its end against the person's will. */
async function failure({ page }: DrivenPage): Promise<string> {
  const note = page.getByTestId("recording-failed");
  await note.waitFor({ timeout: 60_000 });
  return note.innerText();
}

/** Stops the recording with Start and waits until the page says that it is saved. */
async function save(driven: DrivenPage): Promise<void> {
  await driven.press("review");
}

async function stored({ place }: Scene): Promise<readonly EpisodeSummary[]> {
  const store = await openDataset(place.dataset, { mode: "read" });
  expect(await store.problems()).toEqual([]);
  const episodes = await store.episodes();
  for (const { id, steps } of episodes) expect((await store.load(id)).columns.step?.length).toBe(steps);
  return episodes;
}

/** The disk, or undefined where this machine mounts none; then the limit on a file's size stands in for it elsewhere. */
function smallDisk(): SmallDisk | undefined {
  const disk = mountSmallDisk(8);
  if (typeof disk === "string") {
    console.log(`Not tried on a disk of its own: ${disk}. The full disk of kill-recorder.test.ts needs none.`);
    return undefined;
  }
  onTestFinished(() => disk.remove());
  return disk;
}

describe("a disk that fills up", { timeout: 180_000 }, () => {
  it("stops the recording in words, keeps what was written, and takes recordings again when there is room", async () => {
    const disk = smallDisk();
    const all = await scene(disk?.folder);
    const { driven } = all;
    await driven.record();
    await writtenAtLeast(driven, 64);
    if (disk === undefined) return save(driven);
    disk.fill();
    const text = await failure(driven);
    expect(text).toContain("the disk is full");
    expect(text).toContain("steps are written and stay readable");
    const kept = await written(driven);
    await expect.poll(async () => (await stored(all)).map(({ steps }) => steps)).toEqual([kept]);

    disk.free();
    await driven.record();
    await writtenAtLeast(driven, 64);
    await save(driven);
    const episodes = await stored(all);
    expect(episodes).toHaveLength(2);
    expect(episodes[1]).toMatchObject({ recovered: false, replays: true, cause: "operator" });
  });

  it("that is read-only says so at once, and nothing is begun", async () => {
    const disk = smallDisk();
    const all = await scene(disk?.folder);
    const { driven } = all;
    if (disk === undefined) return;
    disk.protect(true);
    await driven.startPressed();
    expect(await failure(driven)).toMatch(/read-only|access is denied/);
    disk.protect(false);
    await driven.record();
    await writtenAtLeast(driven, 32);
    await save(driven);
    expect(await stored(all)).toHaveLength(1);
  });
});

describe("a folder that changes under a recording", { timeout: 180_000 }, () => {
  it("its file is deleted: the recording stops and everything is saved from what is still open", async () => {
    const all = await scene();
    const { driven, place } = all;
    await driven.record();
    await writtenAtLeast(driven, 64);
    const folder = join(place.dataset, "episodes");
    for (const name of readdirSync(folder)) rmSync(join(folder, name));
    expect(await failure(driven)).toContain("its file was deleted");
    const kept = await written(driven);
    await expect.poll(async () => (await stored(all))[0]?.steps ?? 0).toBeGreaterThanOrEqual(kept);
  });

  it("the whole dataset is moved away: it says so, and what was written is where the folder went", async () => {
    const { driven, place } = await scene();
    await driven.record();
    await writtenAtLeast(driven, 64);
    const away = `${place.dataset}-moved`;
    renameSync(place.dataset, away);
    // Its journal is still open and goes on; the end cannot be saved where it should be.
    await driven.startPressed();
    const text = await failure(driven);
    expect(text).toContain("Put the folder back");
    const kept = await written(driven);
    // The lock went along, and is nobody's when it has not been touched for ten seconds.
    const steps = async (): Promise<number> => {
      const store = await openDataset(away, { mode: "write" }).catch(() => null);
      if (store === null) return 0;
      const [episode] = await store.episodes();
      expect(await store.problems()).toEqual([]);
      await store.close();
      return episode?.steps ?? 0;
    };
    await expect.poll(steps, { timeout: 60_000 }).toBeGreaterThanOrEqual(kept);
  });
});

describe("a slow disk", { timeout: 300_000 }, () => {
  it("does not move the control loop, and loses nothing", async () => {
    const all = await scene(undefined, { NODE_OPTIONS: `--import ${SLOW_DISK}`, POGO_SLOW_DISK_MS: "1000" });
    const { driven } = all;
    const begun = await driven.record();
    await writtenAtLeast(driven, 400);
    const seconds = (Date.now() - begun) / 1000;
    const made = driven.handed.at(-1)?.rows ?? 0;
    console.log(`a sync takes 1 s: ${made} steps in ${seconds.toFixed(1)} s, ${await written(driven)} of them written`);
    await save(driven);
    const [episode] = await stored(all);
    expect(episode?.steps).toBe(driven.handed.at(-1)?.rows);
    expect(episode).toMatchObject({ recovered: false, replays: true });
    // Of 125 Hz; a loop that waited for the disk would hold 16. What else a busy machine does costs ticks, too.
    expect(episode?.health?.rateHeld ?? 0).toBeGreaterThan(50);
  });

  it("that stands still pauses the recording in words, and gets every step in the end", async () => {
    const all = await scene(undefined, { NODE_OPTIONS: `--import ${SLOW_DISK}`, POGO_SLOW_DISK_MS: "13000" });
    const { driven } = all;
    await driven.record();
    const pause = driven.page.getByTestId("paused");
    await pause.waitFor({ timeout: 60_000 });
    expect(await pause.innerText()).toContain("The disk or the host does not keep up. No step is lost");
    await driven.startPressed();
    const drive = driven.page.getByTestId("drive-screen");
    await drive.and(driven.page.locator("[data-phase=review]")).waitFor({ timeout: 200_000 });
    const [episode] = await stored(all);
    expect(episode?.steps).toBe(driven.handed.at(-1)?.rows);
    expect(episode?.steps).toBeGreaterThan(1000);
    expect(episode).toMatchObject({ recovered: false, replays: true });
  });
});
