import fc from "fast-check";
import { expect, test } from "vitest";
import { joinCurves, valuesAt } from "../../../../src/renderer/components/curves/curve-data.ts";
import { spreadOf, survivalCurve } from "../../../../src/renderer/screens/policies/evaluation/evaluation-data.ts";
import { listTrainedOn } from "../../../../src/renderer/screens/policies/list-trained-on.ts";
import { createSlots, RUN_COLORS } from "../../../../src/renderer/state/run-slots.ts";
import { curveOf, listRuns, runIdOf } from "../../../../src/renderer/state/training-runs.ts";
import { UNTOUCHED } from "../../../../src/shared/dataset/curation.ts";
import { sampleEpisode, sampleJob, samplePolicy } from "../../../fakes/sample-host.ts";

const ended = (steps: number, terminated: boolean) => ({ seed: steps, steps, return: steps, terminated });

test("survival falls with each fall, and an episode whose time was over counts as long as it lasted", () => {
  expect(survivalCurve([ended(10, true), ended(20, true), ended(40, false), ended(40, false)])).toEqual([
    { step: 0, share: 1 },
    { step: 10, share: 0.75 },
    { step: 20, share: 0.5 },
    { step: 40, share: 0.5 },
  ]);
  // Of two at risk after the first one's time was over, one falls.
  expect(survivalCurve([ended(10, false), ended(20, true), ended(30, false)]).at(-1)?.share).toBe(0.5);
});

test("survival never rises, and ends at the share of falls where no time runs out early", () => {
  const outcome = fc.record({ steps: fc.integer({ min: 1, max: 999 }), seed: fc.nat(), return: fc.double() });
  fc.assert(
    fc.property(fc.array(outcome, { minLength: 1, maxLength: 40 }), fc.nat(20), (falls, whole) => {
      const outcomes = [
        ...falls.map((one) => ({ ...one, terminated: true })),
        ...Array.from({ length: whole }, () => ended(1000, false)),
      ];
      const shares = survivalCurve(outcomes).map(({ share }) => share);
      expect(shares).toEqual(shares.toSorted((a, b) => b - a));
      expect(shares.at(-1)).toBeCloseTo(whole / outcomes.length, 9);
    }),
  );
});

test("dots of a strip stay inside it and apart", () => {
  const places = Array.from({ length: 100 }, (_, i) => spreadOf(i));
  expect(Math.min(...places)).toBeGreaterThan(-1);
  expect(Math.max(...places)).toBeLessThan(1);
  expect(new Set(places.map((place) => place.toFixed(3))).size).toBe(100);
});

const point = (step: number, loss: number, validationLoss: number | null = null) => ({
  step,
  epoch: 1,
  loss,
  validationLoss,
});

test("curves of different steps are joined over all of them, without what cannot be drawn", () => {
  const a = { id: "a", name: "a", color: "", points: [point(1, 4), point(3, 0, 2)] };
  const b = { id: "b", name: "b", color: "", points: [point(2, Number.NaN), point(3, 1)] };
  expect(joinCurves([a, b], "both", "log")).toEqual([
    [1, 2, 3],
    [4, null, null],
    [null, null, 2],
    [null, null, 1],
    [null, null, null],
  ]);
  expect(joinCurves([a], "held-out", "linear")).toEqual([
    [1, 3],
    [null, null],
    [null, 2],
  ]);
  expect(joinCurves([a], "training", "linear")[2]).toEqual([null, null]);
});

test("the values under the cursor are the last ones until there", () => {
  const points = [point(10, 4), point(20, 3, 3.5), point(30, 2)];
  expect(valuesAt(points, 29)).toEqual({ point: points[1], heldOut: 3.5 });
  expect(valuesAt(points, 5)).toEqual({ point: null, heldOut: null });
});

test("a run keeps its colour whoever else comes, and colours are used evenly", () => {
  const slotOf = createSlots();
  const runs = Array.from({ length: 2 * RUN_COLORS }, (_, i) => `run-${i}`);
  const first = runs.map(slotOf);
  expect(runs.toReversed().map(slotOf).toReversed()).toEqual(first);
  for (let slot = 0; slot < RUN_COLORS; slot += 1) expect(first.filter((one) => one === slot)).toHaveLength(2);
});

test("a policy that a job made is one run with it; others are runs of their own", () => {
  const made = samplePolicy("p", "Made now");
  const old = samplePolicy("q", "Old", { createdAt: "2020-01-01T00:00:00.000Z" });
  const job = sampleJob("j", {
    state: "done",
    result: { kind: "policy", policyId: "p", finalLoss: 1, meanReturn: null },
  });
  const torn = { ...samplePolicy("torn", "Torn"), meta: null, problem: "cut" };
  const runs = listRuns([job, sampleJob("import", { kind: "import" })], [made, old, torn]);
  expect(runs.map(({ id, name }) => [id, name])).toEqual([
    ["j", "Made now"],
    ["q", "Old"],
  ]);
  expect([runIdOf("p", [job]), runIdOf("q", [job])]).toEqual(["j", "q"]);
  expect(curveOf(runs[0]!, { j: [point(1, 1)] })).toHaveLength(1);
  expect(curveOf(runs[1]!, {})).toEqual([]);
});

test("what became of the episodes a policy was trained on is said one by one", () => {
  const rows = [
    sampleEpisode(0),
    sampleEpisode(1, { curation: { ...UNTOUCHED, trim: { from: 5, to: 50 } } }),
    sampleEpisode(2, { dropped: true, used: false }),
    sampleEpisode(3),
  ];
  const ids = rows.map(({ id }) => id);
  const trims: Record<string, [number, number]> = { [ids[1]!]: [5, 50], [ids[3]!]: [1, 2] };
  const dataset = { id: "d", name: "D", episodes: [...ids, "gone"], trims };
  const found = listTrainedOn(dataset, rows);
  expect(found.map(({ state }) => state)).toEqual(["same", "same", "dropped", "trim-changed", "gone"]);
  expect(found.map(({ part }) => part).slice(0, 2)).toEqual(["all 1,000 steps", "steps 5 … 50"]);
  expect(listTrainedOn(dataset, null)[0]).toMatchObject({ name: null, state: "unknown" });
});
