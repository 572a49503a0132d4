import { existsSync, promises as fs } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createCliSandbox } from "./run-cli.ts";
import type { CliSandbox } from "./run-cli.ts";

let cli: CliSandbox;
const SMALL = ["--set", "epochs=1", "--set", "hidden=8", "--set", "evaluationEpisodes=0"];

beforeAll(async () => {
  cli = await createCliSandbox();
  const args = ["--scripted", "--dataset", "demos", "--episodes", "3", "--seed", "1", "--max-steps", "200"];
  await cli.json("record", ...args);
}, 60_000);
afterAll(() => cli.remove());

it("table trains the seven published configurations and prints them beside the published returns", async () => {
  const flags = ["--env", "cannon", "--seeds", "1", "--episodes", "2", "--plot", "curves.svg"];
  const { code, value } = await cli.json("table", "demos", ...flags, ...SMALL);
  expect(code).toBe(0);
  const rows = value["rows"] as {
    readonly name: string;
    readonly published: number;
    readonly [key: string]: unknown;
  }[];
  expect(rows.map(({ published }) => published)).toEqual([213, 771, 532, 914, 1170, 1127, 991]);
  for (const row of rows)
    expect(Object.keys(row)).toEqual(
      expect.arrayContaining(["name", "mean", "std", "ci95", "loss", "seconds", "best"]),
    );
  expect(new Set(rows.map(({ mean }) => mean)).size).toBe(7);
  const curves = value["curves"] as { readonly curve: readonly unknown[] }[];
  expect(curves.map(({ curve }) => curve.length)).toEqual(rows.map(() => 1));
  expect(await fs.readFile(join(cli.folder, "curves.svg"), "utf8")).toContain("<polyline");
}, 600_000);

it("dagger keeps its rounds as a dataset that replays, and reports each", async () => {
  const dagger = ["--algorithm", "dagger", "--set", "rounds=2", "--set", "roundEpisodes=2", "--set", "roundSteps=100"];
  const { code, value } = await cli.json("train", "demos", ...dagger, ...SMALL, "--out", "dagger.safetensors");
  expect(code).toBe(0);
  expect(value).toMatchObject({ algorithm: "dagger", roundsDataset: join(cli.folder, "demos-dagger") });
  const rounds = value["rounds"] as { readonly round: number; readonly labels: number; readonly visited: number }[];
  expect(rounds.map(({ round }) => round)).toEqual([0, 1, 2]);
  expect(rounds[2]?.labels).toBe(600 + (rounds[1]?.visited ?? 0) + (rounds[2]?.visited ?? 0));
  const info = await cli.json("info", "demos-dagger");
  const list = info.value["list"] as { readonly curation: { readonly split: string } }[];
  expect(list.map(({ curation }) => curation.split)).toEqual(["round-1", "round-1", "round-2", "round-2"]);
  expect((await cli.run("verify", "demos-dagger")).code).toBe(0);

  const flags = ["--report", "compounding", "--oracle", "scripted", "--episodes", "2"];
  const { value: report } = await cli.json("evaluate", "dagger.safetensors", ...flags);
  const horizons = report["horizons"] as {
    readonly horizon: number;
    readonly measured: number;
    readonly linear: number;
  }[];
  expect(horizons.map(({ horizon }) => horizon)).toEqual([50, 100, 200, 500, 1000]);
  for (const { horizon, measured, linear } of horizons) {
    expect(measured).toBeLessThanOrEqual(horizon);
    expect(linear).toBeLessThanOrEqual(horizon);
  }
}, 600_000);

it("several policies are compared in pairs", async () => {
  const { value } = await cli.json("evaluate", "scripted", "random", "dagger.safetensors", "--episodes", "3");
  const comparisons = value["comparisons"] as {
    readonly policy: string;
    readonly other: string;
    readonly improvement: number;
  }[];
  expect(comparisons.map(({ policy, other }) => `${policy} ${other}`)).toEqual([
    "scripted random",
    "scripted dagger.safetensors",
    "random dagger.safetensors",
  ]);
  expect(comparisons[0]).toMatchObject({ pairs: 3, improvement: 1 });
  const [first] = value["policies"] as { readonly survival: readonly { readonly alive: number }[] }[];
  expect(first?.survival).toHaveLength(21);
}, 120_000);

it("what is not there yet, and what makes no sense, is refused", async () => {
  const later = await cli.json("train", "demos", "--algorithm", "ppo");
  expect(later).toMatchObject({ code: 1, value: { error: { kind: "unsupported" } } });
  expect((await cli.run("train", "demos", "--rounds", "x")).code).toBe(2);
  expect((await cli.run("train", "demos", "--set", "rounds=2")).code).toBe(2);
  expect((await cli.run("evaluate", "scripted", "--report", "compounding", "--oracle", "scripted")).code).toBe(2);
  expect((await cli.run("evaluate", "random", "--oracle", "scripted")).code).toBe(2);
  const taken = ["--algorithm", "dagger", "--rounds", "demos", "--set", "rounds=1", ...SMALL, "--out", "x.safetensors"];
  expect(await cli.json("train", "demos", ...taken)).toMatchObject({
    code: 1,
    value: { error: { kind: "already-exists" } },
  });
  expect(existsSync(join(cli.folder, "x.safetensors"))).toBe(false);
}, 120_000);
