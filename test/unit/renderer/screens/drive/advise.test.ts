import fc from "fast-check";
import { expect, test } from "vitest";
import { advise } from "../../../../../src/renderer/screens/drive/review/advise.ts";
import type { Advice, AdviceInput } from "../../../../../src/renderer/screens/drive/review/advise.ts";
import { barFigures } from "../../../../../src/renderer/screens/drive/review/bar-figures.ts";
import { newBest } from "../../../../../src/renderer/screens/drive/review/merits.tsx";
import type { EpisodeOutcome } from "../../../../../src/renderer/drive/messages.ts";
import { DRIVE_LEVELS } from "../../../../../src/shared/control/levels.ts";
import { END_CAUSES } from "../../../../../src/shared/dataset/columns.ts";
import { TAKEOVER_PHASES } from "../../../../../src/shared/record/takeover-table.ts";
import type { EpisodeFigures } from "../../../../../src/shared/dataset/dataset-statistics.ts";
import type { EpisodeCoaching, TypicalFigures } from "../../../../../src/shared/dataset/episode-coaching.ts";

const outcome: EpisodeOutcome = {
  cause: "operator",
  steps: 1000,
  return: 2500,
  distance: 12,
  health: {
    rateAsked: 125,
    rateHeld: 125,
    missedTicks: 2,
    inputAgeP50: 0.004,
    inputAgeP99: 0.009,
    tickWorkP99: 0.001,
  },
};
const figures: EpisodeFigures = {
  id: "e",
  steps: 1000,
  return: 2500,
  distance: 12,
  speed: 1.5,
  idleShare: 0.1,
  saturation: 0.1,
  jerk: 0.1,
  missedTicks: 2,
  autocorrelation: 0.9,
};
const typical: TypicalFigures = {
  return: 2000,
  distance: 10,
  speed: 1.2,
  idleShare: 0.2,
  saturation: 0.1,
  jerk: 0.1,
};
const coaching: EpisodeCoaching = { figures, compared: 12, typical, novelty: 0.1, best: 2400 };
const usual: AdviceInput = { outcome, coaching, level: "hop", rewindable: true, takeover: null };
const withFigures = (change: Partial<EpisodeFigures>, more: Partial<AdviceInput> = {}): AdviceInput => ({
  ...usual,
  coaching: { ...coaching, figures: { ...figures, ...change } },
  ...more,
});
const alone = { coaching: { figures, compared: 2, typical, novelty: 0, best: null } } satisfies Partial<AdviceInput>;
const loneFigures = (change: Partial<EpisodeFigures>, more: Partial<AdviceInput>): AdviceInput => ({
  ...usual,
  coaching: { ...alone.coaching, figures: { ...figures, ...change } },
  ...more,
});
const ended = (change: Partial<EpisodeOutcome>, more: Partial<AdviceInput> = {}): AdviceInput => ({
  ...usual,
  outcome: { ...outcome, ...change },
  ...more,
});
const missed = { health: { ...outcome.health, missedTicks: 300 } };
const leaned = { cause: "pitch", steps: 400 } as const;

test.each<readonly [string, AdviceInput, Advice["first"], RegExp]>([
  ["nothing is wrong", usual, "keep", /clean run/],
  ["the host has not answered", { ...usual, coaching: null }, "keep", /Keep what you meant/],
  ["it is over at once", ended({ steps: 90 }), "redo", /Less than a second.*redo/],
  ["a policy is stopped at once", ended({ steps: 90 }, { takeover: "autonomous" }), "redo", /Less than a second/],
  ["ticks were missed", ended(missed), "redo", /missed ticks.*redo/],
  ["few ticks were missed", ended({ health: { ...outcome.health, missedTicks: 10 } }), "keep", /clean run/],
  ["it leaned", ended(leaned), "rewind", /^Rewind a second, and change the speed more gently/],
  ["it leaned, and ticks were missed", ended({ ...leaned, ...missed }), "rewind", /more gently/],
  ["it leaned, and the operator balances", ended(leaned, { level: "torque" }), "rewind", /slow time down/],
  [
    "it leaned, in slow motion already",
    ended({ ...leaned, health: { ...outcome.health, rateAsked: 15.6 } }, { level: "torque" }),
    "rewind",
    /answer the lean sooner, and by less/,
  ],
  ["it leaned at once", ended({ cause: "pitch", steps: 60 }), "redo", /within a second: redo it, and change/],
  ["it leaned, and is gone from the worker", ended(leaned, { rewindable: false }), "redo", /^Redo it, and change/],
  ["it sank", ended({ cause: "height" }), "rewind", /push off earlier/],
  ["a joint ran away", ended({ cause: "state" }), "rewind", /less abruptly/],
  ["a policy fell", ended(leaned, { takeover: "autonomous" }), "rewind", /The policy fell.*take over a little before/],
  ["it fell after a takeover", ended(leaned, { takeover: "correcting" }), "rewind", /in your hands.*earlier/],
  ["a takeover fell at once", ended({ ...leaned, steps: 60 }, { takeover: "correcting" }), "redo", /take over earlier/],
  ["the operator let go", withFigures({ idleShare: 0.8 }), "keep", /let go for 80 %/],
  ["hands rested between two torques", withFigures({ idleShare: 0.8 }, { level: "torque" }), "keep", /clean run/],
  [
    "a policy drove, and nobody had to steer",
    withFigures({ idleShare: 1 }, { takeover: "autonomous" }),
    "keep",
    /clean/,
  ],
  ["the motors are at their most", withFigures({ saturation: 0.4 }), "keep", /at their most/],
  ["they are, as usual here", withFigures({ saturation: 0.14 }), "keep", /clean run/],
  ["they are, and the controller decides that", withFigures({ saturation: 0.4 }, { level: "cruise" }), "keep", /clean/],
  ["they are, with nothing to compare", loneFigures({ saturation: 0.26 }, { level: "hop" }), "keep", /clean run/],
  [
    "they are, by the operator's own hand",
    loneFigures({ saturation: 0.3 }, { level: "torque" }),
    "keep",
    /at their most/,
  ],
  ["it is rough", withFigures({ jerk: 0.3 }), "keep", /Rougher/],
  ["there is nothing new", { ...usual, coaching: { ...coaching, novelty: 0.01 } }, "keep", /another speed or height/],
  ["there is much new", { ...usual, coaching: { ...coaching, novelty: 0.4 } }, "keep", /New ground/],
  ["two others are too few to compare with", { ...usual, ...alone }, "keep", /clean/],
])("advice when %s", (_case, input, first, words) => {
  const advice = advise(input);
  expect(advice.text).toMatch(words);
  expect(advice.first).toBe(first);
});

test("the sentence never names another choice than the one that is offered first", () => {
  fc.assert(
    fc.property(
      fc.record({
        outcome: fc.record({
          ...Object.fromEntries(Object.entries(outcome).map(([key, value]) => [key, fc.constant(value)])),
          cause: fc.constantFrom(...END_CAUSES),
          steps: fc.integer({ min: 1, max: 2000 }),
        }) as fc.Arbitrary<EpisodeOutcome>,
        coaching: fc.constantFrom(null, coaching, { ...coaching, novelty: 0 }),
        level: fc.constantFrom(...DRIVE_LEVELS),
        rewindable: fc.boolean(),
        takeover: fc.constantFrom(null, ...TAKEOVER_PHASES),
      }),
      (input) => {
        const { text, first } = advise(input);
        for (const choice of ["redo", "rewind"] as const)
          expect(text.toLowerCase().includes(choice)).toBe(choice === first);
        expect(first === "rewind" && !input.rewindable).toBe(false);
      },
    ),
  );
});

test("figures show dashes for what is not known, and the median beside what is", () => {
  const text = (coached: EpisodeCoaching | null): Record<string, string> =>
    Object.fromEntries(barFigures(outcome, coached).map((bar) => [bar.key, `${bar.text} | ${bar.typicalText}`]));
  expect(text(null)).toMatchObject({ return: "2,500 | ", jerk: "– | ", novelty: "– | ", time: "8.0 s | 1000 steps" });
  expect(text(coaching)).toMatchObject({
    return: "2,500 | usually 2,000",
    idleShare: "10 % | usually 20 %",
    novelty: "10 % | beside 12 others",
  });
  expect(text({ ...coaching, compared: 0, typical: null, novelty: null })["novelty"]).toBe("– | the first of its kind");
});

test("a personal best is told beside the one before it, and only where there was one", () => {
  expect(newBest(outcome, coaching)).toEqual({ now: 2500, before: 2400 });
  expect(newBest({ ...outcome, return: 2400 }, coaching)).toBeNull();
  expect(newBest(outcome, { ...coaching, best: null })).toBeNull();
  expect(newBest(outcome, null)).toBeNull();
});
