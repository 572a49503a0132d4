import { join, resolve } from "node:path";
import { beforeAll, expect, it } from "vitest";
import { importMinari } from "../../src/node/formats/import-minari.ts";
import { computeStatistics } from "../../src/node/statistics/compute-statistics.ts";
import type { Coverage, DatasetStatistics, DimensionStatistics } from "../../src/shared/dataset/dataset-statistics.ts";
import { emptyDataset } from "../unit/node/datasets/store-fixture.ts";
import { pythonWith } from "./python.ts";
import type { Python } from "./python.ts";

const DEMO = resolve(import.meta.dirname, "../../resources/demo/cs285-expert");

/** The same figures by numpy, from the HDF5 file itself. */
const PROGRAM = `
import json, sys
import h5py, numpy as np
asked = json.loads(sys.argv[2])
file = h5py.File(sys.argv[1], "r")
episodes = [file[f"episode_{i}"] for i in range(len(file.keys()))]
states = [e["observations"][:-1] for e in episodes]
actions = [e["actions"][:].astype(np.float32).astype(np.float64) for e in episodes]
rewards = [e["rewards"][:] for e in episodes]
def table(rows):
    q = np.quantile(rows, [0.01, 0.1, 0.5, 0.9, 0.99], axis=0)
    return {"min": rows.min(0).tolist(), "max": rows.max(0).tolist(), "mean": rows.mean(0).tolist(), "std": rows.std(0).tolist(),
            "q01": q[0].tolist(), "q10": q[1].tolist(), "q50": q[2].tolist(), "q90": q[3].tolist(), "q99": q[4].tolist()}
all_states, all_actions, all_rewards = np.concatenate(states), np.concatenate(actions), np.concatenate(rewards)
names = ["z", "pitch", "thigh", "leg", "foot"]
coverage = []
for plane in asked["coverage"]:
    x, y = plane["x"], plane["y"]
    edges = lambda axis: np.linspace(axis["low"], axis["high"], plane["bins"] + 1)
    inside = lambda axis: np.clip(all_states[:, names.index(axis["name"])], axis["low"], np.nextafter(axis["high"], 0 if axis["high"] > 0 else -9))
    counts, _, _ = np.histogram2d(inside(y), inside(x), bins=[edges(y), edges(x)])
    coverage.append(counts.ravel().tolist())
mean = all_actions.mean(0)
correlation = []
for d in range(3):
    lags = []
    for lag in range(asked["lags"]):
        a = np.concatenate([e[: len(e) - lag, d] for e in actions]) - mean[d]
        b = np.concatenate([e[lag:, d] for e in actions]) - mean[d]
        lags.append(float((a * b).sum() / np.sqrt((a * a).sum() * (b * b).sum())))
    correlation.append(lags)
second = np.concatenate([np.diff(e, 2, axis=0) for e in actions])
print(json.dumps({"observation": table(all_states), "action": table(all_actions), "reward": table(all_rewards[:, None]),
    "saturation": float((np.abs(all_actions) >= 1).mean()), "jerk": float(np.sqrt((second ** 2).mean())),
    "lengths": np.histogram([len(r) for r in rewards], 30, range=asked["lengths"])[0].tolist(),
    "returns": np.histogram([sum(r) for r in rewards], 30, range=asked["returns"])[0].tolist(),
    "coverage": coverage, "autocorrelation": correlation}))
`;

let python: Python | null = null;
beforeAll(() => {
  python = pythonWith(["minari[hdf5]==0.5.4", "pillow"]);
}, 600_000);

type Columns = Readonly<Record<string, readonly number[]>>;

function farOff(actual: readonly number[], expected: readonly number[] = []): readonly number[] {
  return actual.filter((value, i) => {
    const wanted = expected[i] ?? Number.NaN;
    return !(Math.abs(value - wanted) < 1e-10 * Math.max(1, Math.abs(wanted)));
  });
}

function expectClose(actual: readonly number[], expected: readonly number[] | undefined, what: string): void {
  expect({ what, length: actual.length, farOff: farOff(actual, expected) }).toEqual({
    what,
    length: expected?.length,
    farOff: [],
  });
}

function expectTable(dimensions: readonly DimensionStatistics[], expected: Columns): void {
  for (const key of ["min", "max", "mean", "std", "q01", "q10", "q50", "q90", "q99"] as const)
    expectClose(
      dimensions.map((dimension) => dimension[key]),
      expected[key],
      key,
    );
}

/** States within rounding of a bin's edge may be counted beside it. */
function expectCounts(actual: Coverage, expected: readonly number[]): void {
  const moved = actual.counts.reduce((sum, count, i) => sum + Math.abs(count - (expected[i] ?? 0)), 0);
  expect(moved).toBeLessThanOrEqual(4);
}

it("statistics of the demo dataset are numpy's", { timeout: 120_000 }, async (context) => {
  if (python === null) return context.skip();
  const store = await emptyDataset();
  await importMinari(DEMO, store);
  const statistics: DatasetStatistics = await computeStatistics(store);
  expect(statistics).toMatchObject({ episodes: 80, steps: 80_000, seconds: 640, idleShare: null, missedTicks: null });
  const asked = {
    coverage: statistics.coverage.map(({ x, y, bins }) => ({ x, y, bins })),
    lags: statistics.autocorrelation[0]?.length,
    lengths: [statistics.lengths.low, statistics.lengths.high],
    returns: [statistics.returns.low, statistics.returns.high],
  };
  const output = python.run(PROGRAM, [join(DEMO, "data", "main_data.hdf5"), JSON.stringify(asked)]);
  const numpy = JSON.parse(output) as {
    readonly observation: Columns;
    readonly action: Columns;
    readonly reward: Columns;
    readonly saturation: number;
    readonly jerk: number;
    readonly lengths: readonly number[];
    readonly returns: readonly number[];
    readonly coverage: readonly (readonly number[])[];
    readonly autocorrelation: readonly (readonly number[])[];
  };
  expectTable(statistics.observation, numpy.observation);
  expectTable(statistics.action, numpy.action);
  expectTable([statistics.reward], numpy.reward);
  expectClose([statistics.saturation, statistics.jerk], [numpy.saturation, numpy.jerk], "shares");
  expect(statistics.lengths.counts).toEqual(numpy.lengths);
  expect(statistics.returns.counts.reduce((sum, count) => sum + count, 0)).toBe(80);
  expect(statistics.returns.counts).toEqual(numpy.returns);
  for (const [i, plane] of statistics.coverage.entries()) expectCounts(plane, numpy.coverage[i] ?? []);
  for (const [i, lags] of statistics.autocorrelation.entries())
    expectClose(lags, numpy.autocorrelation[i], `autocorrelation ${i}`);
});
