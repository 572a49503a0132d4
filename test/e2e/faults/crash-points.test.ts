import { spawn } from "node:child_process";
import { cpSync, existsSync, readdirSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { openDataset, createDataset } from "../../../src/node/datasets/open-dataset.ts";
import type { DatasetStore } from "../../../src/node/datasets/dataset-store.ts";
import { exportDataset } from "../../../src/node/formats/export-dataset.ts";
import { writeScriptedDataset } from "../../builders/scripted-dataset.ts";
import { episodeStart, stepBatch } from "../../builders/step-batch.ts";
import { scratch, STOPPED } from "../../unit/node/datasets/store-fixture.ts";
import { bundleChild } from "./bundle-child.ts";
import type { CrashMode } from "./crash-point.ts";
import { SEED, TIMES } from "./harness/budget.ts";

/** Beyond what a recording does. */
const MOST_CALLS = 100;

let child = "";
beforeAll(async () => {
  child = await bundleChild("crash-child");
});

interface Told {
  readonly killed: boolean;
  /** the last number told under each word */
  readonly last: ReadonlyMap<string, number>;
}

function run(what: string, folder: string, n: number, mode: CrashMode): Promise<Told> {
  const running = spawn(process.execPath, [child, what, folder, String(n), mode], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let text = "";
  let errors = "";
  running.stdout.setEncoding("utf8").on("data", (part: string) => (text += part));
  running.stderr.setEncoding("utf8").on("data", (part: string) => (errors += part));
  return new Promise((done, fail) => {
    running.once("close", (code, signal) => {
      if (code !== 0 && signal !== "SIGKILL") return fail(new Error(`${what} ${n} ended with ${code}: ${errors}`));
      const words = text.split("\n").flatMap((line) => {
        const [word = "", number = ""] = line.split(" ");
        return word === "" ? [] : [[word, Number(number)] as const];
      });
      return done({ killed: signal === "SIGKILL", last: new Map(words) });
    });
  });
}

async function recordInto(path: string, steps: number): Promise<void> {
  const store = await openDataset(path, { mode: "write" });
  const recording = await store.begin(episodeStart());
  await recording.append(stepBatch(0, steps));
  await recording.finish(STOPPED);
  await store.close();
}

/** A folder with a dataset of two episodes. */
async function twoEpisodes(): Promise<string> {
  const folder = scratch();
  await createDataset({ path: join(folder, "hops"), name: "Hops" });
  await recordInto(join(folder, "hops"), 40);
  await recordInto(join(folder, "hops"), 50);
  return folder;
}

/** Opens what a killed program left as a person does some time later: its lock is old by then. */
async function reopen(path: string): Promise<DatasetStore> {
  const lock = join(path, ".writer.lock");
  if (existsSync(lock)) utimesSync(lock, new Date(0), new Date(0));
  return openDataset(path, { mode: "write" });
}

/** What a look at a dataset shows; every episode is read whole. */
async function look(store: DatasetStore): Promise<readonly { steps: number; recovered: boolean }[]> {
  expect(await store.problems()).toEqual([]);
  const episodes = await store.episodes();
  for (const { id, steps } of episodes) {
    const { columns } = await store.load(id);
    expect(columns.observation).toEqual(stepBatch(0, steps).columns.observation);
  }
  return episodes.map(({ steps, recovered }) => ({ steps, recovered }));
}

const BEFORE = [
  { steps: 40, recovered: false },
  { steps: 50, recovered: false },
];

/**
 * Kills `what` at every change of the disk it makes, in copies of one folder; at every `stride`-th in the default suite,
 * another one each time.
 */
async function everywhere(
  what: string,
  template: string,
  check: (folder: string, told: Told) => Promise<void>,
  stride = 1,
): Promise<number> {
  const attempt = async (n: number, mode: CrashMode): Promise<Told> => {
    const folder = scratch();
    cpSync(template, folder, { recursive: true });
    const lock = join(folder, "hops", ".writer.lock");
    if (existsSync(lock)) utimesSync(lock, new Date(0), new Date(0));
    const told = await run(what, folder, n, mode);
    await check(folder, told);
    return told;
  };
  let kills = 0;
  for (const mode of ["before", "torn"] as const) {
    const calls = (await attempt(0, mode)).last.get("calls") ?? 0;
    const every = TIMES > 1 ? 1 : stride;
    const left = Array.from({ length: calls }, (_item, i) => i + 1).filter((n) => n % every === SEED % every);
    const work = async (): Promise<void> => {
      for (let n = left.shift(); n !== undefined; n = left.shift()) if ((await attempt(n, mode)).killed) kills++;
    };
    await Promise.all([work(), work()]);
  }
  console.log(`${what}: killed at ${kills} of its changes of the disk, nothing unreadable`);
  return kills;
}

/** Programs that take long to start and have many such moments, all alike. */
const EXPENSIVE = 3;

const slow = { timeout: 600_000 };

describe("killed at every change of the disk", () => {
  it("a recording, its saving included", slow, async () => {
    const kills = await everywhere("record", await twoEpisodes(), async (folder, { killed, last }) => {
      const path = join(folder, "hops");
      const reader = await openDataset(path, { mode: "read" });
      expect((await look(reader)).slice(0, 2)).toEqual(BEFORE);
      const store = await reopen(path);
      const [episode, ...more] = (await look(store)).slice(2);
      expect(more).toEqual([]);
      expect(store.unrecovered).toEqual([]);
      const kept = episode?.steps ?? 0;
      expect(kept).toBeGreaterThanOrEqual(last.get("synced") ?? 0);
      expect((last.get("handed") ?? 0) - kept).toBeLessThanOrEqual(32);
      if (!killed) expect(episode).toEqual({ steps: 96, recovered: false });
      expect(readdirSync(join(path, "episodes")).filter((name) => !name.endsWith(".arrow"))).toEqual([]);
      await store.close();
    });
    expect(kills).toBeGreaterThan(10);
  });

  it("edits: each is there or not, and those told are there", slow, async () => {
    const states = [
      [null, null, ""],
      [4, null, ""],
      [4, "drop", "lands on its toe"],
      [4, null, ""],
    ];
    const kills = await everywhere("curate", await twoEpisodes(), async (folder, { last }) => {
      const store = await reopen(join(folder, "hops"));
      expect(await look(store)).toEqual(BEFORE);
      const [first, second] = await store.episodes();
      const state = [first?.curation.rating, first?.curation.verdict, second?.curation.note];
      const edited = last.get("edited") ?? 0;
      expect([states[edited], states[Math.min(3, edited + 1)]]).toContainEqual(state);
      // What was torn does no harm to what comes after it.
      await store.edit([{ op: "label", episode: first?.id ?? "", success: true }]);
      expect((await store.episodes())[0]?.curation.success).toBe(true);
      await store.close();
    });
    expect(kills).toBeGreaterThan(5);
  });

  it("a recovery: the next one brings back the same", slow, async () => {
    const folder = await twoEpisodes();
    // Dies at its third datasync: two batches are on the disk by then.
    let left = 0;
    for (let n = 1; left !== 64; n++) {
      const copy = scratch();
      cpSync(folder, copy, { recursive: true, preserveTimestamps: true });
      const { last } = await run("record", copy, n, "before");
      left = last.get("synced") ?? 0;
      if (left === 64) cpSync(copy, folder, { recursive: true, preserveTimestamps: true });
      expect(n).toBeLessThan(MOST_CALLS);
    }
    const kills = await everywhere("recover", folder, async (copy) => {
      const store = await reopen(join(copy, "hops"));
      expect(await look(store)).toEqual([...BEFORE, { steps: 64, recovered: true }]);
      expect(store.unrecovered).toEqual([]);
      expect(readdirSync(join(copy, "hops", "episodes")).filter((name) => !name.endsWith(".arrow"))).toEqual([]);
      await store.close();
    });
    expect(kills).toBeGreaterThan(3);
  });

  it("an import: whole episodes only", slow, async () => {
    const made = join(scratch(), "made");
    await writeScriptedDataset(made, 2, 40);
    const template = scratch();
    await exportDataset(await openDataset(made, { mode: "read" }), "minari", join(template, "source"));
    const kills = await everywhere(
      "import",
      template,
      async (copy, { killed }) => {
        const path = join(copy, "hops");
        if (!existsSync(join(path, "dataset.json"))) return;
        const store = await reopen(path);
        expect(await store.problems()).toEqual([]);
        const steps = (await store.episodes()).map((episode) => episode.steps);
        expect(steps).toEqual([40, 40].slice(0, steps.length));
        if (!killed) expect(steps).toHaveLength(2);
        for (const { id } of await store.episodes()) await store.load(id);
        await store.close();
      },
      EXPENSIVE,
    );
    expect(kills).toBeGreaterThan(5);
  });

  for (const format of ["minari", "csv"] as const) {
    it(`an export to ${format}: the folder is whole, or not there`, slow, async () => {
      const template = await twoEpisodes();
      const whole = join(scratch(), "out");
      const store = await openDataset(join(template, "hops"), { mode: "read" });
      await exportDataset(store, format, whole);
      const names = readdirSync(whole, { recursive: true }).map(String).sort();
      const kills = await everywhere(
        `export-${format}`,
        template,
        async (folder, { killed, last }) => {
          const out = join(folder, "out");
          const there = existsSync(out) ? readdirSync(out, { recursive: true }).map(String).sort() : [];
          expect([[], names]).toContainEqual(there);
          if (!killed || last.has("exported")) expect(there).toEqual(names);
          expect(await look(await openDataset(join(folder, "hops"), { mode: "read" }))).toEqual(BEFORE);
          // What is left over is hidden, does not stand in the way of the next try, and goes with it.
          expect(
            readdirSync(folder).filter((name) => !name.startsWith(".") && !["hops", "out"].includes(name)),
          ).toEqual([]);
          if (there.length > 0) return;
          await exportDataset(await openDataset(join(folder, "hops"), { mode: "read" }), format, out);
          expect(readdirSync(folder).filter((name) => name.startsWith(".pogo-writing"))).toEqual([]);
        },
        EXPENSIVE,
      );
      expect(kills).toBeGreaterThan(3);
    });
  }
});
