import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { addCurate } from "../../../src/cli/commands/curate.ts";
import { addInfo } from "../../../src/cli/commands/info.ts";
import { writeScriptedDataset } from "../../builders/scripted-dataset.ts";
import { scratch } from "../node/datasets/store-fixture.ts";
import { runInProcess } from "./run-in-process.ts";

it("info lists episodes with what is said about them, and statistics when asked", async () => {
  const dataset = join(scratch(), "hops");
  await writeScriptedDataset(dataset, 3, 50);
  await runInProcess(["curate", dataset, "--drop", "Episode 1", "--trim", "Episode 2=0:20"], addCurate);
  const plain = await runInProcess(["info", dataset, "--json"], addInfo);
  expect(plain.json).toMatchObject({
    episodes: 2,
    steps: 70,
    list: [
      { name: "Episode 1", used: false, dropped: true, curation: { verdict: "drop" } },
      { name: "Episode 2", used: true, curation: { trim: { from: 0, to: 20 } } },
      { name: "Episode 3", used: true, curation: { verdict: null, tags: [] } },
    ],
  });
  expect(plain.json).not.toHaveProperty("statistics");
  const full = await runInProcess(["info", dataset, "--statistics", "--json"], addInfo);
  expect(full.json).toMatchObject({ statistics: { episodes: 2, steps: 70, figures: [{ steps: 20 }, { steps: 50 }] } });
  const { stdout } = await runInProcess(["info", dataset, "--statistics"], addInfo);
  for (const words of ["dropped", "thigh_torque", "autocorrelation", "torques at a limit", "missed ticks: unknown"])
    expect(stdout).toContain(words);
});

it("info averages the returns of used episodes as they are trimmed", async () => {
  const dataset = join(scratch(), "hops");
  await writeScriptedDataset(dataset, 3, 50);
  const whole = await runInProcess(["info", dataset, "--json"], addInfo);
  await runInProcess(["curate", dataset, "--drop", "Episode 1", "--trim", "Episode 2=0:1"], addCurate);
  const { json } = await runInProcess(["info", dataset, "--statistics", "--json"], addInfo);
  const { meanReturn, statistics } = json as {
    meanReturn: number;
    statistics: { figures: readonly { readonly return: number }[] };
  };
  const [second = 0, third = 0] = statistics.figures.map((figure) => figure.return);
  expect(meanReturn).toBeCloseTo((second + third) / 2, 9);
  expect(meanReturn).not.toBeCloseTo((whole.json as { meanReturn: number }).meanReturn, 3);
});

it("info tells of edits that cannot be read", async () => {
  const dataset = join(scratch(), "hops");
  await writeScriptedDataset(dataset, 1, 50);
  expect((await runInProcess(["info", dataset, "--json"], addInfo)).json).toMatchObject({ problems: [] });
  await runInProcess(["curate", dataset, "--rate", "Episode 1=4"], addCurate);
  appendFileSync(join(dataset, "curation.jsonl"), '{"op":"dr\u0000p"}\nnonsense\n');
  const { json } = await runInProcess(["info", dataset, "--json"], addInfo);
  expect(json).toMatchObject({
    list: [{ curation: { rating: 4 } }],
    problems: [{ id: "curation.jsonl", message: expect.stringContaining("2 lines cannot be read") }],
  });
  expect(json).not.toHaveProperty("unreadableEdits");
  expect((await runInProcess(["info", dataset], addInfo)).stdout).toContain("2 lines cannot be read");
});
