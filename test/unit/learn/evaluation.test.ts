import { expect, test } from "vitest";
import { evaluate, evaluationSeeds, runEpisode } from "../../../src/shared/learn/evaluation.ts";
import type { Actor, EpisodeOutcome } from "../../../src/shared/learn/evaluation.ts";
import { createRandomActor } from "../../../src/shared/learn/random-actor.ts";
import { EXPERT_RETURN, RANDOM_RETURN, normalizedScore } from "../../../src/shared/learn/reference-scores.ts";
import { summarise } from "../../../src/shared/learn/summarise.ts";
import { createHopper } from "../../../src/shared/sim/create-hopper.ts";

const idle: Actor = { act: (_, out) => void out.fill(0) };

test("an episode's return is the sum of its rewards, its end the simulator's", () => {
  const hopper = createHopper();
  hopper.reset(3);
  let [sum, steps] = [0, 0];
  for (let over = false; !over; steps += 1) {
    const result = hopper.step([0, 0, 0]);
    sum += result.reward;
    over = result.terminated;
  }
  const outcome = runEpisode(idle, createHopper(), 3);
  expect(outcome).toMatchObject({ seed: 3, steps, return: sum, terminated: true });
  expect(["height", "pitch", "state"]).toContain(outcome.cause);
});

test("a hopper that stands until the time limit has not fallen", () => {
  const outcome = runEpisode(idle, createHopper({ max_episode_steps: 10 }), 1);
  expect(outcome).toMatchObject({ steps: 10, terminated: false, cause: "time-limit" });
  expect(() => runEpisode(idle, createHopper({ max_episode_steps: Infinity }), 1)).toThrow("time limit");
});

test("episodes do not depend on those before them", () => {
  const together = evaluate(createRandomActor(), [5, 6, 7], () => createHopper());
  const alone = [7, 5, 6].flatMap((seed) => evaluate(createRandomActor(), [seed], () => createHopper()));
  expect(alone.toSorted((a, b) => a.seed - b.seed)).toEqual(together);
  expect(new Set(together.map((outcome) => outcome.return)).size).toBe(3);
});

test("seeds count on from the first, around the end of the range", () => {
  expect(evaluationSeeds(0xfffffffe, 4)).toEqual([0xfffffffe, 0xffffffff, 0, 1]);
});

test("chance scores what the reference says it does", () => {
  const { mean, ci95, fallRate, normalized } = summarise(
    evaluate(createRandomActor(), evaluationSeeds(0, 200), () => createHopper()),
    0,
  );
  expect(fallRate).toBe(1);
  expect(ci95[0]).toBeLessThan(RANDOM_RETURN);
  expect(ci95[1]).toBeGreaterThan(RANDOM_RETURN);
  expect(normalized).toBe(normalizedScore(mean));
  expect([normalizedScore(RANDOM_RETURN), normalizedScore(EXPERT_RETURN)]).toEqual([0, 1]);
});

test("a summary counts falls and averages", () => {
  const outcome = (value: number, terminated: boolean): EpisodeOutcome => ({
    seed: value,
    steps: value * 2,
    return: value,
    terminated,
    cause: terminated ? "height" : "time-limit",
  });
  const summary = summarise([outcome(10, true), outcome(20, false), outcome(30, false), outcome(40, false)], 9);
  expect(summary).toMatchObject({ episodes: 4, seed: 9, mean: 25, iqm: 25, fallRate: 0.25, meanSteps: 50 });
  expect(summary.std).toBeCloseTo(11.18, 2);
  expect(() => summarise([], 1)).toThrow("at least one");
});
