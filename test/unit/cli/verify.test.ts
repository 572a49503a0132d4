import { join } from "node:path";
import { expect, it } from "vitest";
import { addVerify } from "../../../src/cli/commands/verify.ts";
import { writeScriptedDataset } from "../../builders/scripted-dataset.ts";
import { scratch } from "../node/datasets/store-fixture.ts";
import { runInProcess } from "./run-in-process.ts";

it("verify tells how episodes without a state to start from drift, and that nothing is wrong with them", async () => {
  const dataset = join(scratch(), "hops");
  await writeScriptedDataset(dataset, 2, 60);
  const { code, json } = await runInProcess(["verify", dataset, "--json"], addVerify);
  expect(code).toBe(0);
  const episode = { ok: true, status: "no-snapshot", divergence: { steps: 60, firstStep: null } };
  expect(json).toMatchObject({ episodes: [episode, episode] });
  expect(json["divergence"]).toMatchObject([1, 2, 5, 10, 20, 50].map((step) => ({ step, episodes: 2 })));
  const { stdout } = await runInProcess(["verify", dataset], addVerify);
  expect(stdout).toContain("2 of 2 episodes stay within 0.000001 of every recorded value");
  expect(stdout).toContain("after step");
});
