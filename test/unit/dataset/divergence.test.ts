import { describe, expect, it } from "vitest";
import { OBSERVATION_SIZE } from "../../../src/shared/base/specs.ts";
import { DIVERGENCE_STEPS, divergenceCurve, measureDivergence } from "../../../src/shared/dataset/divergence.ts";
import type { Divergence, DivergenceSimulator } from "../../../src/shared/dataset/divergence.ts";
import type { Episode } from "../../../src/shared/dataset/episode.ts";
import { randomEpisode } from "../../builders/counted-episodes.ts";

/** Knows the recorded observations and answers them with an error of its own. */
function echo(episode: Episode, error: (step: number, i: number) => number): DivergenceSimulator & { from: number[] } {
  const recorded = episode.columns.observation ?? new Float64Array(0);
  const observation = new Float64Array(OBSERVATION_SIZE);
  let step = 0;
  return {
    from: [],
    observation,
    setState(qpos, qvel) {
      this.from = [...Array.from(qpos), ...Array.from(qvel)];
    },
    step(action) {
      step++;
      expect(Array.from(action)).toEqual(Array.from(episode.columns.action?.slice((step - 1) * 3, step * 3) ?? []));
      for (let i = 0; i < OBSERVATION_SIZE; i++) {
        const truth =
          step < episode.meta.steps ? recorded[step * OBSERVATION_SIZE + i] : episode.meta.finalObservation[i];
        observation[i] = (truth ?? Number.NaN) + error(step, i);
      }
    },
  };
}

function measure(episode: Episode, simulator: DivergenceSimulator): Divergence {
  const steps = measureDivergence(episode, simulator);
  for (;;) {
    const item = steps.next();
    if (item.done === true) return item.value;
  }
}

describe("divergence", () => {
  it("starts in the first observation at x = 0 and is zero where the physics agree, the last observation included", () => {
    const episode = randomEpisode(1, 20);
    const simulator = echo(episode, () => 0);
    expect(measure(episode, simulator)).toEqual({
      steps: 20,
      distances: DIVERGENCE_STEPS.map((step) => (step <= 20 ? 0 : null)),
      firstStep: null,
      largest: 0,
    });
    expect(simulator.from).toEqual([0, ...(episode.columns.observation?.slice(0, OBSERVATION_SIZE) ?? [])]);
  });

  it("tells the first step beyond the bar, the largest difference and the distance at every point", () => {
    const episode = randomEpisode(1, 12);
    const found = measure(
      episode,
      echo(episode, (step, i) => (i === 3 ? step * 2.4e-7 : 0)),
    );
    expect(found.firstStep).toBe(5);
    expect(found.largest).toBeCloseTo(12 * 2.4e-7, 12);
    expect(found.distances[2]).toBeCloseTo((5 * 2.4e-7) / Math.sqrt(OBSERVATION_SIZE), 12);
    const broken = measure(
      episode,
      echo(episode, (step) => (step === 7 ? Number.NaN : 0)),
    );
    expect(broken.firstStep).toBe(7);
    expect(broken.largest).toBe(Infinity);
  });

  it("of a dataset is a curve over the episodes that are long enough", () => {
    const of = (...distances: (number | null)[]): Divergence => ({ steps: 0, distances, firstStep: null, largest: 0 });
    expect(divergenceCurve([of(1, 3, null), of(2, null), of(4, 4, 9)])).toEqual([
      { step: 1, episodes: 3, rmse: Math.sqrt(7), median: 2, max: 4 },
      { step: 2, episodes: 2, rmse: Math.sqrt(12.5), median: 3.5, max: 4 },
      { step: 5, episodes: 1, rmse: 9, median: 9, max: 9 },
    ]);
    expect(divergenceCurve([])).toEqual([]);
  });
});
