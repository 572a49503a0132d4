import { expect, test } from "vitest";
import { coachEpisode, sketchEpisode } from "../../../../src/shared/dataset/statistics/coach-episode.ts";
import type { Episode } from "../../../../src/shared/dataset/episode.ts";
import { sampleEpisode } from "../../../fakes/sample-host.ts";

/** 100 steps that go through heights [low, high], with a stick that rests for `idle` of them. */
function episode(index: number, low: number, high: number, idle = 0): Episode {
  const steps = 100;
  const observation = new Float64Array(11 * steps);
  const action = new Float32Array(3 * steps);
  const axes = new Float32Array(4 * steps);
  for (let step = 0; step < steps; step++) {
    observation[11 * step] = low + ((high - low) * step) / (steps - 1);
    observation[11 * step + 2] = -0.5;
    observation[11 * step + 3] = -0.5;
    axes[4 * step] = step < idle ? 0 : 0.8;
  }
  const columns = {
    observation,
    action,
    reward: new Float64Array(steps),
    pad_axes: axes,
    pad_buttons: new Float32Array(17 * steps),
    pad_time: new Float64Array(steps),
  };
  return { meta: sampleEpisode(index, { steps, return: 100 * index }), columns, snapshots: [] };
}

test("alone in its dataset an episode is compared with nothing", () => {
  const coaching = coachEpisode(sketchEpisode(episode(1, 1, 1.4)), []);
  expect(coaching).toMatchObject({ compared: 0, typical: null, novelty: null });
  expect(coaching.figures).toMatchObject({ steps: 100, return: 100, idleShare: 0, distance: null });
});

test("novelty is the share of visited cells that no other episode visited", () => {
  const own = sketchEpisode(episode(1, 1.2, 1.6));
  const novelty = (...others: readonly Episode[]): number | null =>
    coachEpisode(own, others.map(sketchEpisode)).novelty;
  expect(novelty(episode(2, 1.2, 1.6))).toBe(0);
  // The cell of thigh and leg is the same in both; those of height are not.
  expect(novelty(episode(2, 0.7, 0.9))).toBeCloseTo((own.cells.length - 1) / own.cells.length, 12);
  const half = novelty(episode(2, 1.2, 1.4)) ?? Number.NaN;
  expect(half).toBeGreaterThan(0.35);
  expect(half).toBeLessThan(0.55);
  expect(novelty(episode(2, 1.2, 1.4), episode(3, 1.4, 1.6))).toBe(0);
});

test("typical figures are medians of the others, without those that lack the figure", () => {
  const own = sketchEpisode(episode(9, 1, 1.4));
  const others = [episode(1, 1, 1.4, 10), episode(2, 1, 1.4, 30), episode(6, 1, 1.4, 80)].map(sketchEpisode);
  const { typical, compared } = coachEpisode(own, others);
  expect(compared).toBe(3);
  expect(typical).toMatchObject({ return: 200, idleShare: 0.3, distance: null });
});
