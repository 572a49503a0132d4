import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openOrCreateDataset } from "../../../../src/node/datasets/open-dataset.ts";
import { visitEpisodes } from "../../../../src/node/rollouts/visit-episodes.ts";
import { keepRounds } from "../../../../src/node/trainer/keep-rounds.ts";
import { loadTrainingData } from "../../../../src/node/trainer/load-training-data.ts";
import { STEP_SOURCES } from "../../../../src/shared/dataset/columns.ts";
import { encodePolicy } from "../../../../src/shared/policy/policy-file.ts";
import { buildPolicy } from "../../../builders/policy.ts";
import { writeScriptedDataset } from "../../../builders/scripted-dataset.ts";

let folder: string;
const { signal } = new AbortController();
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "pogo-load-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function visitTwo(): ReturnType<typeof visitEpisodes> {
  const hopper = { max_episode_steps: 30 };
  const visit = { policy: encodePolicy(buildPolicy()), beta: 0, oracleSpeed: 2.2, hopper };
  return visitEpisodes({ visit, seeds: [1, 2], workerEntry: null });
}

test("with labels=human only what a human drove is learned from, stretch by stretch", async () => {
  const path = join(folder, "mixed");
  const [first] = await visitTwo();
  if (first === undefined) throw new Error("no episode");
  const human = STEP_SOURCES.indexOf("human");
  const source = Uint8Array.from(first.columns.source ?? [], (code, t) => (t >= 5 && t < 12 ? human : code));
  const rounds = keepRounds(join(folder, "unused"), "policy", path);
  await rounds.keep(1, [{ ...first, columns: { ...first.columns, source } }], 30);
  await rounds.close();

  const all = await loadTrainingData(path, signal);
  const { data, digest } = await loadTrainingData(path, signal, "human");
  expect(data.episodes.map(({ steps }) => steps)).toEqual([7]);
  expect(data.episodes[0]?.actions).toEqual(all.data.episodes[0]?.actions.slice(15, 36));
  expect(digest).not.toBe(all.digest);
});

test("a dataset without a human's step is refused then", async () => {
  const path = join(folder, "scripted");
  await writeScriptedDataset(path, 1, 20);
  expect((await loadTrainingData(path, signal, "all")).data.episodes).toHaveLength(1);
  await expect(loadTrainingData(path, signal, "human")).rejects.toMatchObject({
    failure: { kind: "invalid-input", remedy: expect.stringContaining("labels=all") },
  });
});

test("rounds go into a free folder beside the dataset, are labelled by the expert, and replay", async () => {
  const visited = await visitTwo();
  const path = join(folder, "demos");
  for (const expected of ["demos-dagger", "demos-dagger-2"]) {
    const rounds = keepRounds(path, "policy", null);
    expect(rounds.path).toBeNull();
    const kept = [await rounds.keep(1, visited, 30), await rounds.keep(2, visited, 30)];
    await rounds.close();
    expect(rounds.path).toBe(join(folder, expected));
    const loaded = await loadTrainingData(join(folder, expected), signal);
    expect(loaded.data.episodes).toEqual(kept.flat());
    expect(loaded.data.episodes.map(({ split }) => split)).toEqual(["round-1", "round-1", "round-2", "round-2"]);
  }
  const store = await openOrCreateDataset({ path: join(folder, "demos-dagger"), name: "x" }, {});
  expect((await store.episodes()).map(({ replays, policyId }) => [replays, policyId])).toEqual(
    Array.from({ length: 4 }, () => [true, "policy"]),
  );
  await store.close();
  const taken = keepRounds(path, "policy", join(folder, "demos-dagger"));
  await expect(taken.keep(1, visited, 30)).rejects.toMatchObject({ failure: { kind: "already-exists" } });
});
