import { spawn } from "node:child_process";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { createDataset, openDataset } from "../../../src/node/datasets/open-dataset.ts";
import { createRng } from "../../../src/shared/base/rng.ts";
import { stepBatch } from "../../builders/step-batch.ts";
import { expectFailure, openForWriting, scratch } from "../../unit/node/datasets/store-fixture.ts";
import { bundleChild } from "./bundle-child.ts";
import { KILLS as BUDGET, SEED } from "./harness/budget.ts";

const KILLS = BUDGET.recorder;
const LONGEST_MS = 500;
const MAX_LOST = 32;

let child = "";
beforeAll(async () => {
  child = await bundleChild("recorder-child");
});

interface Told {
  /** steps per episode */
  readonly handed: Map<string, number>;
  readonly synced: Map<string, number>;
  readonly finished: Map<string, number>;
  readonly stopped: string[];
}

interface Running {
  readonly told: Told;
  /** resolves with the first synced batch */
  readonly started: Promise<void>;
  readonly ended: Promise<void>;
  kill(): void;
}

function record(path: string, shell?: string): Running {
  const command =
    shell === undefined
      ? [process.execPath, child, path]
      : ["bash", "-c", `${shell}; exec "$0" "$@"`, process.execPath, child, path, "1000"];
  const running = spawn(command[0] ?? "", command.slice(1), { stdio: ["ignore", "pipe", "inherit"] });
  const told: Told = { handed: new Map(), synced: new Map(), finished: new Map(), stopped: [] };
  let rest = "";
  let begin = (): void => undefined;
  const started = new Promise<void>((done) => (begin = done));
  running.stdout.setEncoding("utf8").on("data", (text: string) => {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      const [what = "", id = "", steps = ""] = line.split(" ");
      if (what === "handed" || what === "synced" || what === "finished") told[what].set(id, Number(steps));
      else told.stopped.push(line);
      if (what === "synced") begin();
    }
  });
  const ended = new Promise<void>((done) => running.on("close", () => done()));
  return { told, started, ended, kill: () => running.kill("SIGKILL") };
}

const wait = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

function sameRows(stored: ArrayLike<number> | undefined, expected: ArrayLike<number> | undefined): boolean {
  return (
    stored !== undefined &&
    expected !== undefined &&
    stored.length === expected.length &&
    Array.from(stored).every((value, i) => Object.is(value, expected[i]))
  );
}

describe("a recorder that is killed", () => {
  it(
    `loses at most ${MAX_LOST} steps, ${KILLS} times at random moments (seed ${SEED})`,
    { timeout: 60_000 + KILLS * 10_000 },
    async () => {
      const random = createRng(SEED);
      const path = join(scratch(), "killed");
      await createDataset({ path, name: "Killed" });
      const lost: number[] = [];
      const seen = new Map<string, number>();
      for (let kill = 0; kill < KILLS; kill++) {
        const running = record(path);
        await running.started;
        await wait(random.next() * LONGEST_MS);
        running.kill();
        await running.ended;

        const store = await openDataset(path, { mode: "write" });
        const episodes = await store.episodes();
        expect(await store.problems()).toEqual([]);
        const steps = new Map(episodes.map((episode) => [episode.id, episode.steps]));
        for (const [id, count] of seen) expect(steps.get(id)).toBe(count);
        for (const [id, count] of running.told.handed) {
          const kept = steps.get(id) ?? 0;
          lost.push(count - kept);
          expect(count - kept).toBeLessThanOrEqual(MAX_LOST);
          expect(kept).toBeGreaterThanOrEqual(running.told.synced.get(id) ?? 0);
          if (running.told.finished.has(id))
            expect(episodes.find((episode) => episode.id === id)?.recovered).toBe(false);
        }
        for (const episode of episodes.filter(({ id }) => !seen.has(id))) {
          const { columns } = await store.load(episode.id);
          const expected = stepBatch(0, episode.steps).columns;
          expect(sameRows(columns.observation, expected.observation) && sameRows(columns.action, expected.action)).toBe(
            true,
          );
          seen.set(episode.id, episode.steps);
        }
        await store.close();
      }
      lost.sort((a, b) => a - b);
      console.log(
        `${KILLS} kills of the recorder: of the steps handed over median ${lost[lost.length >> 1] ?? 0}, most ${lost.at(-1) ?? 0} lost; ${seen.size} episodes, all readable`,
      );
      expect(seen.size).toBeGreaterThanOrEqual(KILLS);
    },
  );
});

describe("a dataset that another process records into", () => {
  it("is locked for writing and free for reading", async () => {
    const path = join(scratch(), "busy");
    await createDataset({ path, name: "Busy" });
    const running = record(path);
    await running.started;
    await expectFailure(openDataset(path, { mode: "write" }), "locked");
    const reader = await openDataset(path, { mode: "read" });
    await reader.episodes();
    expect(await reader.problems()).toEqual([]);
    running.kill();
    await running.ended;
    expect((await (await openForWriting(path)).episodes()).length).toBeGreaterThan(0);
  });
});

describe("a disk that takes no more", () => {
  it("stops the recording with a message, and everything written is saved", async (context) => {
    context.skip(process.platform === "win32", "Windows has no limit on the size of a file (ulimit -f)");
    const path = join(scratch(), "full");
    await createDataset({ path, name: "Full" });
    const running = record(path, "ulimit -f 400");
    await running.ended;
    const [line = ""] = running.told.stopped;
    const [, kind, id = "", steps] = line.split(" ");
    expect(kind).toBe("disk");
    const store = await openDataset(path, { mode: "read" });
    expect(Number(steps)).toBe(running.told.synced.get(id));
    const { columns } = await store.load(id);
    expect(sameRows(columns.observation, stepBatch(0, Number(steps)).columns.observation)).toBe(true);
  });
});
