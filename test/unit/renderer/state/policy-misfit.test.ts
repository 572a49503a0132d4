import { expect, test } from "vitest";
import { misfit } from "../../../../src/renderer/state/policy-misfit.ts";
import { samplePolicy } from "../../../fakes/sample-host.ts";

test("policies that do not fit say so; those in bins are counted by their actions", () => {
  expect(misfit(samplePolicy("a", "A"))).toBeNull();
  const architecture = { kind: "mlp" as const, inputs: 11, hidden: [8], outputs: 21, activation: "relu" as const };
  expect(misfit(samplePolicy("b", "B", { architecture, head: { kind: "bins", bins: 7 } }))).toBeNull();
  expect(misfit(samplePolicy("c", "C", { architecture }))).toContain("gives 21");
  expect(misfit({ ...samplePolicy("d", "D"), meta: null, problem: "The file is torn" })).toBe("The file is torn");
});
