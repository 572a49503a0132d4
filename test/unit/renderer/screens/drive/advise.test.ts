import { expect, test } from "vitest";
import { advise, firstChoice } from "../../../../../src/renderer/screens/drive/review/advise.ts";
import type { AdviceInput } from "../../../../../src/renderer/screens/drive/review/advise.ts";
import { barFigures } from "../../../../../src/renderer/screens/drive/review/bar-figures.ts";
import type { EpisodeOutcome } from "../../../../../src/renderer/drive/messages.ts";
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
const coaching: EpisodeCoaching = { figures, compared: 12, typical, novelty: 0.1 };
const usual: AdviceInput = { outcome, coaching, level: "cruise", byPolicy: false };
const withFigures = (change: Partial<EpisodeFigures>): AdviceInput => ({
  ...usual,
  coaching: { ...coaching, figures: { ...figures, ...change } },
});
const ended = (change: Partial<EpisodeOutcome>): AdviceInput => ({ ...usual, outcome: { ...outcome, ...change } });

test.each<readonly [string, AdviceInput, RegExp]>([
  ["nothing is wrong", usual, /clean run/],
  ["the host has not answered", { ...usual, coaching: null }, /Keep what you meant/],
  ["it is over at once, whatever else", ended({ steps: 90, cause: "pitch" }), /Less than a second/],
  ["ticks were missed", ended({ health: { ...outcome.health, missedTicks: 30 } }), /missed ticks/],
  ["it leaned", ended({ cause: "pitch" }), /leaned too far.*more gently/],
  ["it leaned and the operator balances", { ...ended({ cause: "pitch" }), level: "torque" }, /slow time down/],
  ["it sank", ended({ cause: "height" }), /push off earlier/],
  ["a joint ran away", ended({ cause: "state" }), /less abruptly/],
  ["a policy fell", { ...ended({ cause: "pitch" }), byPolicy: true }, /take over/],
  ["the operator let go", withFigures({ idleShare: 0.8 }), /let go for 80 %/],
  ["a policy drove, and nobody had to steer", { ...withFigures({ idleShare: 1 }), byPolicy: true }, /clean run/],
  ["the motors are at their most", withFigures({ saturation: 0.4 }), /at their most/],
  ["it is rough", withFigures({ jerk: 0.3 }), /Rougher/],
  ["there is nothing new", { ...usual, coaching: { ...coaching, novelty: 0.01 } }, /another speed or height/],
  ["there is much new", { ...usual, coaching: { ...coaching, novelty: 0.4 } }, /New ground/],
  ["two others are too few to compare with", { ...usual, coaching: { ...coaching, novelty: 0, compared: 2 } }, /clean/],
])("advice when %s", (_case, input, words) => {
  expect(advise(input)).toMatch(words);
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

test("a fall is offered to be rewound, a moment's try to be redone, all else to be kept", () => {
  expect(firstChoice(outcome)).toBe("keep");
  expect(firstChoice({ ...outcome, cause: "pitch" })).toBe("rewind");
  expect(firstChoice({ ...outcome, cause: "pitch", steps: 60 })).toBe("redo");
});
