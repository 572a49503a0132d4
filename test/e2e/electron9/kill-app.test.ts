import { readdirSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import type { DatasetSummary } from "../../../src/shared/dataset/episode.ts";
import { createRng } from "../../../src/shared/base/rng.ts";
import { KILLS, SEED } from "../faults/harness/budget.ts";
import { describeLosses, lostOf } from "../faults/harness/losses.ts";
import type { Loss } from "../faults/harness/losses.ts";
import { handedBy, simulatedBy } from "../faults/harness/step-counter.ts";
import type { Handed } from "../faults/harness/step-counter.ts";
import { watchDataset } from "../faults/harness/stored-loss.ts";
import type { DevtoolsPage } from "../../../bench/lib/electron9/devtools.ts";
import { PAD_BUTTON, plugInPad, pressPad } from "./harness/scripted-pad.ts";
import { appIn } from "./harness/use-app.ts";
import type { UsedApp } from "./harness/use-app.ts";

const LONGEST_MS = 2500;
/** Steps: two seconds. A page that fell behind for good would lose more with every one that it records. */
const MOST_LOST = 250;
const DRIVE = "document.querySelector('[data-testid=drive-screen]')?.dataset";
/** What dies: the main process, everything at once, or the page's process. */
const VICTIMS = ["main", "all", "renderer", "main"] as const;

/** Drawn by the processor, the scene would take what the rest needs. */
const NO_SCENE = ["--disable-3d-apis"];

const wait = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

/** Writes to the console what every new drive worker hands over; a console is heard even of a page that dies. */
const COUNT_STEPS = `(() => {
  window.Worker = class extends Worker {
    constructor(url, options) {
      super(url, options);
      this.addEventListener("message", ({ data }) => {
        if (data && data.type === "batch") console.debug("handed", data.batch.first + data.batch.count, Date.now());
      });
    }
  };
})()`;

function handedOf(page: DevtoolsPage): readonly Handed[] {
  return page.console.flatMap((line) => {
    const [, rows, at] = /^debug: handed (\d+) (\d+)$/.exec(line) ?? [];
    return rows === undefined ? [] : [{ episode: 1, rows: Number(rows), at: Number(at) }];
  });
}

/** Opens Drive anew, so that its worker is one that is counted, and begins to record. */
async function record(app: UsedApp): Promise<number> {
  const { page } = app;
  await page.waitFor(`${DRIVE}?.phase === "idle"`, 60_000);
  await plugInPad(page);
  await page.evaluate(COUNT_STEPS);
  await page.evaluate('void (location.hash = "#/settings")');
  await page.waitFor(`${DRIVE} === undefined`);
  await page.evaluate('void (location.hash = "#/drive")');
  await page.waitFor(
    `${DRIVE}?.phase === "idle" && ${DRIVE}?.device === "pad" && ${DRIVE}?.worker === "ready"`,
    60_000,
  );
  const before = Date.now();
  await pressPad(page, PAD_BUTTON.startStop, `${DRIVE}?.phase === "recording"`);
  return before;
}

/** Processes of the app that draw a page. */
function renderersOf(main: number): readonly number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        const [, after = ""] = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ");
        const group = Number(after.split(" ")[2]);
        return group === main && readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("--type=renderer");
      } catch {
        return false; // it ended while we looked
      }
    });
}

it(
  `the window can be killed at any moment of a recording (${KILLS.electron} times, seed ${SEED})`,
  { timeout: 120_000 + KILLS.electron * 120_000 },
  async () => {
    const state = await mkdtemp(join(tmpdir(), "pogo-electron9-kill-"));
    onTestFinished(() => rm(state, { recursive: true, force: true, maxRetries: 5 }));
    const random = createRng(SEED);
    const losses: Loss[] = [];
    let app = await appIn(state, NO_SCENE);
    onTestFinished(() => app.kill());
    const { id, path } = await app.ask<DatasetSummary>("datasets/create", { name: "Killed" });
    await app.ask("settings/set", { seenWelcome: true, dataset: id, countdownSeconds: 0, episodeSeconds: 0 });
    const dataset = watchDataset(path);
    const left = (): readonly string[] =>
      readdirSync(join(path, "episodes")).filter((name) => !name.endsWith(".arrow"));
    for (let kill = 0; kill < KILLS.electron; kill++) {
      const victim = VICTIMS[kill % VICTIMS.length] ?? "main";
      const begun = await record(app);
      await wait(random.next() * LONGEST_MS);
      const acknowledged = Number(await app.page.evaluate<string>(`${DRIVE}?.written`));
      const { page } = app;
      const at = Date.now();
      if (victim === "main") process.kill(app.pid, "SIGKILL");
      else if (victim === "renderer") for (const pid of renderersOf(app.pid)) process.kill(pid, "SIGKILL");
      else app.kill();
      if (victim === "renderer") await expect.poll(left, { timeout: 60_000 }).toEqual([]);
      app.kill();
      app = await appIn(state, NO_SCENE);
      await expect.poll(left, { timeout: 60_000 }).toEqual([]);
      const episode = await dataset.look();
      const kept = episode?.steps ?? 0;
      expect(kept).toBeGreaterThanOrEqual(acknowledged);
      const handed = handedOf(page);
      losses.push({ handed: handedBy(at, handed), acknowledged, simulated: simulatedBy(at, begun, handed), kept });
      if (episode !== null) expect(episode).toMatchObject({ recovered: victim !== "renderer", replays: true });
    }
    console.log(describeLosses("window", losses), `${dataset.episodes} episodes, all readable`);
    // This old Electron copies a batch's columns slowly from page to host; on a busy machine several batches wait.
    expect(losses.filter((loss) => lostOf(loss) > MOST_LOST)).toEqual([]);
    expect(dataset.episodes).toBeGreaterThan(0);
  },
);
