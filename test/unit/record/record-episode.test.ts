import { describe, expect, it } from "vitest";
import type { StepBatch } from "../../../src/shared/dataset/columns.ts";
import { recordEpisode } from "../../../src/shared/record/record-episode.ts";
import type { EpisodeActor } from "../../../src/shared/record/record-episode.ts";
import { createFakeHopper } from "../../fakes/fake-hopper.ts";

const actor: EpisodeActor = {
  source: "scripted",
  reset: () => undefined,
  act: (hopper, { action, intended, intent }) => {
    action.fill(hopper.steps % 2 === 0 ? 0.5 : -0.5);
    intended.fill(hopper.steps % 2 === 0 ? 2 : -2);
    intent[0] = 1.5;
  },
};

async function run(change: { seed?: number; noise?: number; fallAt?: number; stopAfter?: number } = {}) {
  const batches: StepBatch[] = [];
  const hopper = createFakeHopper({ max_episode_steps: 100 });
  hopper.fallAt = change.fallAt ?? Infinity;
  const outcome = await recordEpisode({
    hopper,
    actor,
    seed: change.seed ?? 1,
    noise: change.noise ?? 0,
    append: async (batch) => {
      await Promise.resolve();
      batches.push(batch);
    },
    stopped: () => batches.length >= (change.stopAfter ?? Infinity),
  });
  return { batches, hopper, outcome, actions: batches.flatMap((batch) => Array.from(batch.columns.action ?? [])) };
}

describe("headless episode", () => {
  it("runs to the time limit and appends in order", async () => {
    const { batches, outcome } = await run();
    expect(outcome).toEqual({ steps: 100, return: 5050, terminated: false, cause: "time-limit" });
    expect(batches.map((batch) => [batch.first, batch.count])).toEqual([
      ...Array.from({ length: 6 }, (_, i) => [i * 16, 16]),
      [96, 4],
    ]);
    expect(batches[0]?.columns.intent?.[0]).toBe(1.5);
    expect(batches[0]?.columns.source?.[0]).toBe(1);
  });

  it("ends with the fall", async () => {
    const { outcome } = await run({ fallAt: 40 });
    expect(outcome).toMatchObject({ steps: 40, terminated: true, cause: "pitch" });
  });

  it("draws the same noise for the same seed and other noise for another", async () => {
    const [a, b, c] = [await run({ noise: 0.1 }), await run({ noise: 0.1 }), await run({ noise: 0.1, seed: 2 })];
    expect(a.actions).toEqual(b.actions);
    expect(a.actions).not.toEqual(c.actions);
    const labels = a.batches.flatMap((batch) => Array.from(batch.columns.action_label ?? []));
    expect(labels.every((label) => Math.abs(label) === 0.5)).toBe(true);
    const intended = a.batches.flatMap((batch) => Array.from(batch.columns.action_intended ?? []));
    expect(intended).toEqual(labels.map((label) => 4 * label));
    const deviation = Math.sqrt(
      a.actions.reduce((sum, action, i) => sum + (action - labels[i]!) ** 2, 0) / labels.length,
    );
    expect(deviation).toBeGreaterThan(0.07);
    expect(deviation).toBeLessThan(0.13);
  });

  it("stops between batches when asked, keeping what was recorded", async () => {
    const { batches, outcome } = await run({ stopAfter: 2 });
    expect(outcome.cause).toBe("interrupted");
    expect(batches.reduce((sum, batch) => sum + batch.count, 0)).toBe(outcome.steps);
    expect(outcome.steps).toBeLessThan(100);
  });
});
