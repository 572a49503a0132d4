import { promises as fs } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { DatasetStore } from "../../../../src/node/datasets/dataset-store.ts";
import { openOrCreateDataset } from "../../../../src/node/datasets/open-dataset.ts";
import { recordEpisodes } from "../../../../src/node/record/record-episodes.ts";
import type { RecordOptions } from "../../../../src/node/record/record-episodes.ts";
import { createReplaySimulator } from "../../../../src/node/record/replay-simulator.ts";
import { createScriptedActor } from "../../../../src/node/record/scripted-actor.ts";
import { verifyDataset } from "../../../../src/node/record/verify-dataset.ts";
import { rollOut } from "../../../../src/node/rollouts/roll-out.ts";
import { createScriptedExpert } from "../../../../src/shared/control/scripted-expert.ts";
import { createHopper } from "../../../../src/shared/sim/create-hopper.ts";
import { temporaryFolder } from "../../../builders/services.ts";

let folder: string;
let store: DatasetStore;

beforeEach(async () => {
  folder = await temporaryFolder();
  store = await openOrCreateDataset({ path: join(folder, "d"), name: "d" }, { createSimulator: createReplaySimulator });
});
afterEach(async () => {
  await store.close();
  await fs.rm(folder, { recursive: true });
});

function record(change: Partial<RecordOptions> = {}) {
  return recordEpisodes({
    store,
    actor: createScriptedActor({}),
    episodes: 2,
    seed: 5,
    maxSteps: 70,
    noise: 0,
    policyId: null,
    operator: null,
    signal: new AbortController().signal,
    onProgress: () => undefined,
    ...change,
  });
}

describe("episodes without a window", () => {
  it("are saved with all it takes to replay them", async () => {
    const metas = await record({ noise: 0.05, seed: 0xffffffff });
    expect(metas).toMatchObject([
      {
        seed: 0xffffffff,
        steps: 70,
        cause: "time-limit",
        replays: true,
        noise: 0.05,
        hopperOptions: { max_episode_steps: 70 },
        source: "scripted",
      },
      { seed: 0, steps: 70, cause: "time-limit", replays: true },
    ]);
    const verified = await verifyDataset(store, { signal: new AbortController().signal, onProgress: () => undefined });
    expect(verified).toMatchObject([
      { ok: true, status: "replays" },
      { ok: true, status: "replays" },
    ]);
  });

  it("keep the commanded speed, and clean labels beside noisy actions", async () => {
    const [meta] = await record({ actor: createScriptedActor({ speed: [1, 1] }), noise: 0.05, episodes: 1 });
    const { columns } = await store.load(meta!.id);
    expect(columns.intent?.[0]).toBe(1);
    const noisy = [...columns.action!].filter((action, i) => action !== columns.action_label![i]).length;
    expect(noisy).toBeGreaterThan(70);
    const [clean] = await record({ episodes: 1 });
    const without = (await store.load(clean!.id)).columns;
    expect(without.action_label).toEqual(without.action);
  });

  it("are, seed by seed, the episodes that an evaluation drives", async () => {
    const metas = await record({ maxSteps: 1000, seed: 7 });
    const outcomes = await rollOut({ driver: { kind: "scripted" }, seeds: [7, 8], workerEntry: null });
    expect(metas.map(({ seed, steps, return: sum }) => ({ seed, steps, return: sum }))).toEqual(
      outcomes.map(({ seed, steps, return: sum }) => ({ seed, steps, return: sum })),
    );
  });

  it("keep the extra push-off where a person's recording has it", async () => {
    const commands = createScriptedExpert({ seed: 5 });
    const hopper = createHopper();
    hopper.reset(5);
    const { trigger } = commands.act(0, hopper.observation, new Float64Array(3));
    const [meta] = await record({ episodes: 1 });
    const { columns } = await store.load(meta!.id);
    expect([...columns.intent!.subarray(1, 4)]).toEqual([Math.fround(trigger), 0, 0]);
  });

  it("are told one by one when a file's rows are damaged", async () => {
    const [first, second] = await record();
    const file = join(store.path, "episodes", `${first!.id}.arrow`);
    const bytes = await fs.readFile(file);
    await fs.writeFile(file, bytes.fill(0xff, bytes.length - 8));
    const verified = await verifyDataset(store, { signal: new AbortController().signal, onProgress: () => undefined });
    expect(verified).toMatchObject([
      { id: first!.id, ok: false, status: "unreadable", problem: expect.any(String) },
      { id: second!.id, ok: true, status: "replays" },
    ]);
  });

  it("end with the one in hand when they are stopped, and that one is kept", async () => {
    const abort = new AbortController();
    const metas = await record({
      episodes: 50,
      signal: abort.signal,
      onProgress: (_, steps) => {
        if (steps >= 70 + 32) abort.abort();
      },
    });
    expect(metas).toMatchObject([
      { steps: 70, cause: "time-limit" },
      { cause: "interrupted", truncated: true, replays: true },
    ]);
    expect(metas[1]!.steps).toBeLessThan(70);
    expect((await store.episodes()).map(({ id }) => id)).toEqual(metas.map(({ id }) => id));
  });

  it("are not verified past an abort", async () => {
    await record({ maxSteps: 300, episodes: 1 });
    const abort = new AbortController();
    abort.abort();
    await expect(verifyDataset(store, { signal: abort.signal, onProgress: () => undefined })).rejects.toMatchObject({
      failure: { kind: "cancelled" },
    });
  });
});
