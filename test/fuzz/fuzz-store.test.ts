import { promises as fs } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createDataset, openDataset } from "../../src/node/datasets/open-dataset.ts";
import type { DatasetStore } from "../../src/node/datasets/dataset-store.ts";
import { readPolicyMeta } from "../../src/node/policies/read-policy-meta.ts";
import { openSettings } from "../../src/node/settings/settings-store.ts";
import { FailureError } from "../../src/shared/base/failure.ts";
import type { ColumnArray, StepColumns } from "../../src/shared/dataset/columns.ts";
import type { EpisodeMeta } from "../../src/shared/dataset/episode.ts";
import { encodePolicy } from "../../src/shared/policy/policy-file.ts";
import { buildPolicy } from "../builders/policy.ts";
import { episodeStart, stepBatch } from "../builders/step-batch.ts";
import { scratch, STOPPED } from "../unit/node/datasets/store-fixture.ts";
import { runMutants } from "./run-mutants.ts";
import { EPISODE_ID, journalBytes } from "./seeds.ts";
import { photograph } from "./watched-folder.ts";

const SOUND = 2;
const STEPS = 64;

/** A folder with a dataset of two sound episodes in it, and files beside it that are nobody's business. */
async function neighbourhood(): Promise<{
  readonly around: string;
  readonly path: string;
  readonly ids: readonly string[];
}> {
  const around = scratch();
  await fs.writeFile(join(around, "letter.txt"), "not yours");
  await fs.mkdir(join(around, "other"));
  await fs.writeFile(join(around, "other", "dataset.json"), "{}");
  const path = join(around, "hops");
  await createDataset({ path, name: "Hops" });
  const store = await openDataset(path, { mode: "write" });
  const ids: string[] = [];
  for (let i = 0; i < SOUND; i++) {
    const recording = await store.begin(episodeStart());
    await recording.append(stepBatch(0, STEPS));
    ids.push((await recording.finish(STOPPED)).id);
  }
  await store.edit([{ op: "name", episode: ids[0] ?? "", name: "First" }]);
  await store.episodes();
  await store.close();
  return { around, path, ids };
}

/** A change is told, never taken for data: neither by a reader of everything, nor by one of what training needs. */
function expectWritten({ observation, action }: StepColumns): void {
  const written = stepBatch(0, STEPS).columns;
  if (!sameItems(observation, written.observation) || !sameItems(action, written.action))
    throw new Error("an episode was read that nobody wrote");
}

function sameItems(read: ColumnArray | undefined, written: ColumnArray | undefined): boolean {
  return read?.length === written?.length && read?.every((value, i) => Object.is(value, written?.[i])) === true;
}

/** Everything a reader does. What a list shows must be there, unless reading it whole finds it damaged. */
async function readAll(store: DatasetStore): Promise<FailureError | null> {
  const [episodes, problems] = [await store.episodes(), await store.problems()];
  await store.summary();
  await store.history();
  let refused: FailureError | null = null;
  for (const { failure } of problems) refused = new FailureError(failure.kind, failure.message, failure.remedy);
  for (const episode of episodes) {
    const { id } = episode;
    try {
      const { meta, columns } = await store.load(id);
      const said = Object.keys(meta).map((key) => [key, episode[key as keyof EpisodeMeta]]);
      if (JSON.stringify(said) !== JSON.stringify(Object.entries(meta)) || columns.step?.length !== meta.steps)
        throw new Error(`episode ${id} is not what the list says`);
      expectWritten(columns);
      for await (const rows of store.rows(["observation", "action"], [id])) expectWritten(rows.columns);
    } catch (error) {
      if (!(error instanceof FailureError)) throw error;
      refused = error;
    }
  }
  return refused;
}

/** Mutates one file of a dataset and opens it as the app does. Nothing around the dataset may change. */
async function fuzzFile(
  name: string,
  file: string,
  count: number,
  options: { lenient?: boolean; checked?: boolean } = {},
): Promise<number> {
  const { around, path, ids } = await neighbourhood();
  const target = join(path, file.replace("ID", ids[1] ?? ""));
  const sound = await fs.readFile(target);
  const before = await photograph(around, (entry) => entry.startsWith("hops"));
  const mutants = await runMutants({
    name,
    seeds: [Uint8Array.from(sound)],
    count,
    lenient: options.lenient ?? false,
    checked: options.checked ?? false,
    read: async (mutant) => {
      await fs.writeFile(target, mutant);
      const store = await openDataset(path, { mode: "read" });
      try {
        const refused = await readAll(store);
        // The other episode is whole and stays so.
        expect((await store.load(ids[0] ?? "")).meta.steps).toBe(STEPS);
        if (refused !== null) throw refused;
      } finally {
        await store.close();
      }
    },
  });
  expect(await photograph(around, (entry) => entry.startsWith("hops"))).toEqual(before);
  return mutants;
}

describe("a dataset of which one file was changed", () => {
  const slow = { timeout: 900_000 };
  it("episode", slow, async () => {
    expect(
      await fuzzFile("episodes/*.arrow in a dataset", join("episodes", "ID.arrow"), 600, { checked: true }),
    ).toBeGreaterThan(0);
  });
  it("dataset.json", slow, async () => {
    expect(await fuzzFile("dataset.json", "dataset.json", 800)).toBeGreaterThan(0);
  });
  it("curation.jsonl", slow, async () => {
    const options = { lenient: true };
    expect(await fuzzFile("curation.jsonl in a dataset", "curation.jsonl", 400, options)).toBeGreaterThan(0);
  });
  it("cache/episodes.jsonl", slow, async () => {
    const file = join("cache", "episodes.jsonl");
    expect(await fuzzFile("cache/episodes.jsonl", file, 600, { lenient: true })).toBeGreaterThan(0);
  });

  it("journal: what is left of it comes back, or is kept and told", slow, async () => {
    const { around, path, ids } = await neighbourhood();
    const before = await photograph(around, (entry) => entry.startsWith("hops"));
    const journal = join(path, "episodes", `${EPISODE_ID}.arrow.part`);
    const sound = journalBytes(4);
    await runMutants({
      name: "recovery of *.arrow.part",
      seeds: [sound],
      count: 400,
      read: async (mutant) => {
        await fs.writeFile(journal, mutant);
        const store = await openDataset(path, { mode: "write" });
        try {
          expect((await store.episodes()).filter(({ id }) => ids.includes(id))).toHaveLength(SOUND);
          const back = store.recovered.includes(EPISODE_ID);
          if (back) {
            const { meta, columns } = await store.load(EPISODE_ID);
            expect([meta.recovered, columns.step?.length]).toEqual([true, meta.steps]);
          }
          const [problem] = store.unrecovered;
          if (problem !== undefined) {
            const { kind, message, remedy } = problem.failure;
            throw new FailureError(kind, message, remedy);
          }
          const names = await fs.readdir(join(path, "episodes"));
          expect(names.filter((name) => !name.endsWith(".arrow"))).toEqual([]);
        } finally {
          await store.close();
          for (const name of await fs.readdir(join(path, "episodes")))
            if (name.startsWith(EPISODE_ID)) await fs.rm(join(path, "episodes", name));
        }
      },
    });
    expect(await photograph(around, (entry) => entry.startsWith("hops"))).toEqual(before);
  });

  it(".writer.json: never lets two write, and never keeps the dataset shut", slow, async () => {
    const { path } = await neighbourhood();
    const owner = join(path, ".writer.json");
    const mutants = await runMutants({
      name: ".writer.json",
      seeds: [new TextEncoder().encode(JSON.stringify({ pid: 1, host: "elsewhere" }))],
      count: 300,
      lenient: true,
      read: async (mutant) => {
        await fs.writeFile(owner, mutant);
        const store = await openDataset(path, { mode: "write" });
        await store.close();
      },
    });
    expect(mutants).toBeGreaterThan(0);
  });
});

describe("other files of the home folder", () => {
  it("settings: bad fields take their defaults", { timeout: 600_000 }, async () => {
    const file = join(scratch(), "settings.json");
    const first = await openSettings(file);
    await first.set({ operator: "Ada", countdownSeconds: 3 });
    const mutants = await runMutants({
      name: "settings.json",
      seeds: [Uint8Array.from(await fs.readFile(file))],
      count: 2000,
      lenient: true,
      read: async (mutant) => {
        await fs.writeFile(file, mutant);
        const settings = await openSettings(file);
        if (typeof settings.get().countdownSeconds !== "number") throw new Error("a setting is of another type");
      },
    });
    expect(mutants).toBeGreaterThan(0);
  });

  it("policy files by their header alone", { timeout: 600_000 }, async () => {
    const file = join(scratch(), "policy.safetensors");
    const mutants = await runMutants({
      name: "policy's header",
      seeds: [encodePolicy(buildPolicy())],
      count: 1500,
      read: async (mutant) => {
        await fs.writeFile(file, mutant);
        await readPolicyMeta(file, mutant.length);
      },
    });
    expect(mutants).toBeGreaterThan(0);
  });
});
