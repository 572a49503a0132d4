import { expect, test } from "vitest";
import { progressFigures } from "../../../../src/renderer/components/job-progress.tsx";
import { describeResult } from "../../../../src/renderer/components/job-result.ts";

test("progress says what is known and nothing else", () => {
  expect(progressFigures({ fraction: 0.431, message: "", rate: 1250.4, rateUnit: "steps", secondsLeft: 12 })).toBe(
    "43 % · 1,250 steps/s · 12 s left",
  );
  expect(progressFigures({ fraction: null, message: "", rate: 2.5, rateUnit: "episodes/s", secondsLeft: null })).toBe(
    "2.5 episodes/s",
  );
  expect(progressFigures({ fraction: null, message: "", rate: null, rateUnit: "", secondsLeft: null })).toBe("");
});

test("results lead to what they made", () => {
  expect(describeResult({ kind: "policy", policyId: "p", finalLoss: 0.002, meanReturn: 3312 })).toEqual({
    text: "mean return 3,312, loss 0.002000",
    link: { label: "Watch", route: { screen: "policies", policy: "p", watch: true } },
  });
  expect(
    describeResult({
      kind: "dataset",
      datasetId: "d",
      episodes: 80,
      steps: 80_000,
      notes: ["The file has no rewards.", "2 of 9 action values are outside."],
    }),
  ).toMatchObject({
    text: "80 episodes, 80,000 steps. The file has no rewards. 2 of 9 action values are outside.",
    link: { route: { screen: "library", dataset: "d" } },
  });
  expect(describeResult({ kind: "verified", episodes: 3, failed: ["a"] }).text).toBe("1 of 3 episodes do not: a");
});
