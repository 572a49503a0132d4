import { expect, test } from "vitest";
import { epochCurve, plotCurves } from "../../../src/cli/describe-table.ts";
import { summariseRow } from "../../../src/cli/table-row.ts";
import type { TableTraining } from "../../../src/cli/table-row.ts";
import { TRAIN_PRESETS } from "../../../src/shared/ipc/train-presets.ts";
import { PUBLISHED_PRESET_IDS } from "../../../src/shared/ipc/train-presets.ts";
import { PUBLISHED_RETURNS } from "../../../src/shared/learn/published-returns.ts";

function training(seed: number, returns: readonly number[], best: readonly number[]): TableTraining {
  const outcomes = (list: readonly number[]): TableTraining["last"] =>
    list.map((sum, i) => ({ seed: i, steps: 10, return: sum, terminated: sum < 100, cause: "height" }));
  return {
    seed,
    steps: 10,
    loss: seed,
    validationLoss: 2 * seed,
    seconds: 3,
    backend: "tensorflow",
    curve: [
      { step: 1, epoch: 1, loss: seed, validationLoss: null },
      { step: 2, epoch: 1, loss: 3 * seed, validationLoss: 4 * seed },
      { step: 3, epoch: 2, loss: seed / 2, validationLoss: seed / 4 },
    ],
    last: outcomes(returns),
    best: { epoch: 1, outcomes: outcomes(best) },
  };
}

const PRESET = TRAIN_PRESETS.find(({ id }) => id === "relu-adam") ?? { id: "", label: "", doc: "", config: {} };

test("a row is about the last network over all seeds, with the chosen checkpoint beside it", () => {
  const row = summariseRow(PRESET, [training(1, [50, 150], [300, 300]), training(2, [200, 400], [500, 500])]);
  expect(row).toMatchObject({
    id: "relu-adam",
    published: 914,
    mean: 200,
    fallRate: 0.25,
    loss: 1.5,
    validationLoss: 3,
    seconds: 3,
    best: { mean: 400, fallRate: 0 },
  });
  expect(row.seeds.map((each) => [each.seed, each.mean, each.best.mean])).toEqual([
    [1, 100, 300],
    [2, 300, 500],
  ]);
  expect(row.ci95[0]).toBeLessThan(row.mean);
  expect(row.ci95[1]).toBeGreaterThan(row.mean);
});

test("every published configuration has its figure", () => {
  expect(Object.keys(PUBLISHED_RETURNS)).toEqual(PUBLISHED_PRESET_IDS);
});

test("curves are averaged by epoch over trainings and drawn on a logarithmic axis", () => {
  const curve = epochCurve([training(1, [1], [1]), training(3, [1], [1])]);
  expect(curve).toEqual([
    { epoch: 1, loss: 4, validationLoss: 8 },
    { epoch: 2, loss: 1, validationLoss: 0.5 },
  ]);
  const svg = plotCurves("A < B", [{ id: "relu-adam", name: "ReLU · Adam", curve }]);
  expect(svg).toContain("A &lt; B");
  expect(svg.match(/<polyline/g)).toHaveLength(2);
  const ys = [...svg.matchAll(/points="([^"]*)"/g)].map(([, points = ""]) =>
    points.split(" ").map((point) => Number(point.split(",")[1])),
  );
  expect(ys.flat().every(Number.isFinite)).toBe(true);
  // A smaller error is lower, which SVG counts from above.
  expect(ys[0]?.[1]).toBeGreaterThan(ys[0]?.[0] ?? Number.POSITIVE_INFINITY);
});
