import { existsSync, promises as fs } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createCliSandbox } from "./run-cli.ts";
import type { CliSandbox } from "./run-cli.ts";

interface Episode {
  readonly id: string;
  readonly seed: number;
  readonly steps: number;
  readonly return: number;
  readonly terminated: boolean;
  readonly cause: string;
}

let cli: CliSandbox;
let episodes: readonly Episode[];

beforeAll(async () => {
  cli = await createCliSandbox();
});
afterAll(() => cli.remove());

describe("the whole loop on the command line", () => {
  it("records 20 scripted episodes", async () => {
    const { code, value, stderr } = await cli.json(
      "record",
      "--scripted",
      "--dataset",
      "demos",
      "--episodes",
      "20",
      "--seed",
      "1",
      "--noise",
      "0.1",
      "--max-steps",
      "400",
    );
    expect(code).toBe(0);
    expect(Object.keys(value)).toEqual(expect.arrayContaining(["episodes", "steps", "seconds"]));
    episodes = value["episodes"] as Episode[];
    expect(episodes).toHaveLength(20);
    expect(episodes.map(({ seed }) => seed)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
    for (const episode of episodes)
      expect(Object.keys(episode).sort()).toEqual(["cause", "id", "return", "seed", "steps", "terminated"]);
    expect(episodes.reduce((sum, { steps }) => sum + steps, 0)).toBe(value["steps"]);
    expect(episodes.filter(({ cause, steps }) => cause === "time-limit" && steps === 400).length).toBeGreaterThan(10);
    // No terminal, no bar.
    expect(stderr).not.toContain("\u001b[");
  });

  it("records the same steps again from the same seed, and other ones from another", async () => {
    const again = await cli.json(
      "record",
      "--scripted",
      "--dataset",
      "again",
      "--episodes",
      "2",
      "--seed",
      "1",
      "--noise",
      "0.1",
      "--max-steps",
      "400",
    );
    const figures = (list: readonly Episode[]) =>
      list.map(({ seed, steps, return: sum, cause }) => ({ seed, steps, return: sum, cause }));
    expect(figures(again.value["episodes"] as Episode[])).toEqual(figures(episodes.slice(0, 2)));
    const [first, second] = again.value["episodes"] as Episode[];
    expect(first?.return).not.toBe(second?.return);
  });

  it("tells what the dataset holds", async () => {
    const { code, value } = await cli.json("info", "demos");
    expect(code).toBe(0);
    expect(value).toMatchObject({
      name: "demos",
      episodes: 20,
      steps: episodes.reduce((sum, { steps }) => sum + steps, 0),
    });
    expect((value["list"] as { id: string; replays: boolean }[]).map(({ id, replays }) => [id, replays])).toEqual(
      episodes.map(({ id }) => [id, true]),
    );
    const { stdout } = await cli.run("info", "demos");
    expect(stdout).toContain(episodes[0]?.id);
  });

  it("verifies every episode bit for bit", async () => {
    const { code, value } = await cli.json("verify", "demos");
    expect(code).toBe(0);
    expect(value["episodes"]).toMatchObject(episodes.map(({ id }) => ({ id, ok: true, firstDifference: null })));
  });

  it("exits 1 and names the episode that was tampered with", async () => {
    const { id } = episodes[0]!;
    const source = join(cli.folder, "again");
    const target = (await cli.json("info", "again")).value["list"] as { id: string }[];
    const file = join(source, "episodes", `${target[0]!.id}.arrow`);
    const bytes = await fs.readFile(file);
    // One bit somewhere in the middle of the rows.
    bytes[Math.floor(bytes.length / 2)]! ^= 1;
    await fs.writeFile(file, bytes);
    const { code, value } = await cli.json("verify", "again");
    const bad = (value["episodes"] as { id: string; ok: boolean }[]).filter(({ ok }) => !ok);
    expect([code, bad.map((episode) => episode.id)]).toEqual([1, [target[0]!.id]]);
    expect(bad.map((episode) => episode.id)).not.toContain(id);
  });

  it("names, drops and restores episodes", async () => {
    const { id } = episodes[0]!;
    const dropped = await cli.json("curate", "demos", "--drop", id, "--name", `${id}=First`);
    expect(dropped).toMatchObject({
      code: 0,
      value: {
        edited: [{ id, name: "First", dropped: true }],
        episodes: 19,
      },
    });
    expect((await cli.json("curate", "demos", "--restore", id)).value).toMatchObject({
      edited: [{ id, name: "First", dropped: false }],
      episodes: 20,
    });
  });

  it("trains a policy, reports backend and speed, and writes it where it was told", async () => {
    const out = join(cli.folder, "made", "hopper.safetensors");
    const { code, value } = await cli.json(
      "train",
      "demos",
      "--algorithm",
      "bc",
      "--set",
      "epochs=3",
      "--set",
      "hidden=32,16",
      "--set",
      "evaluationEpisodes=2",
      "--seed",
      "1",
      "--out",
      out,
    );
    expect(code).toBe(0);
    expect(value).toMatchObject({
      policy: out,
      algorithm: "bc",
      backend: expect.stringMatching(/^(tensorflow|wasm|cpu)/),
      steps: expect.any(Number),
      seconds: expect.any(Number),
    });
    expect(value["samplesPerSecond"]).toBeGreaterThan(100);
    expect(value["finalLoss"]).toBeGreaterThan(0);
    const curve = value["curve"] as { step: number; loss: number }[];
    expect(curve.length).toBeGreaterThan(2);
    expect(curve.at(-1)!.loss).toBeLessThan(curve[0]!.loss);
    expect(value["evaluation"]).toMatchObject({ episodes: 2, mean: expect.any(Number) });
    expect(existsSync(out)).toBe(true);
  });

  it("evaluates, with a result that does not depend on the number of workers", async () => {
    const policy = join("made", "hopper.safetensors");
    const one = await cli.json("evaluate", policy, "--episodes", "4", "--seed", "7", "--workers", "1");
    const two = await cli.json("evaluate", policy, "--episodes", "4", "--seed", "7", "--workers", "2");
    expect(one.code).toBe(0);
    expect(one.value).toEqual(two.value);
    const { value } = one;
    for (const key of ["episodes", "mean", "std", "iqm", "ci95", "fallRate", "normalized"])
      expect(value).toHaveProperty(key);
    expect((value["episodes"] as Episode[]).map(({ seed }) => seed)).toEqual([7, 8, 9, 10]);
    expect(value["ci95"]).toHaveLength(2);
  });

  it("compares the scripted expert with chance on the same seeds", async () => {
    const { value } = await cli.json("evaluate", "scripted", "random", "--episodes", "3", "--seed", "0");
    expect(value["probabilityOfImprovement"]).toBe(1);
    const [expert, chance] = value["policies"] as { mean: number; fallRate: number; episodes: Episode[] }[];
    expect(expert?.fallRate).toBe(0);
    expect(chance?.fallRate).toBe(1);
    expect(expert?.episodes.map(({ seed }) => seed)).toEqual(chance?.episodes.map(({ seed }) => seed));
  });

  it("records what the policy does", async () => {
    const { code, value } = await cli.json(
      "rollout",
      join("made", "hopper.safetensors"),
      "--dataset",
      "rollouts",
      "--episodes",
      "2",
      "--seed",
      "3",
      "--max-steps",
      "200",
    );
    expect(code).toBe(0);
    expect(value["episodes"]).toHaveLength(2);
    expect((await cli.json("verify", "rollouts")).code).toBe(0);
    expect((await cli.json("info", "rollouts")).value["list"]).toMatchObject([
      { source: "policy", seed: 3 },
      { source: "policy", seed: 4 },
    ]);
  });

  it("exports and imports again what it recorded", async () => {
    const steps = episodes.reduce((sum, episode) => sum + episode.steps, 0);
    const exported = await cli.json("export", "demos", "--format", "minari", "--out", "minari");
    expect(exported).toMatchObject({ code: 0, value: { episodes: 20, steps } });
    for (const file of exported.value["files"] as string[]) expect(existsSync(file)).toBe(true);
    expect(await cli.json("export", "demos", "--format", "csv", "--out", "csv")).toMatchObject({
      code: 0,
      value: { episodes: 20, steps },
    });
    expect(await cli.json("import", "minari", "--format", "minari", "--dataset", "back")).toMatchObject({
      code: 0,
      value: { episodes: 20, steps },
    });
    expect((await cli.json("verify", "back")).code).toBe(0);
  });

  it("recovers nothing where nothing was lost", async () => {
    expect(await cli.json("recover", "demos")).toMatchObject({ code: 0, value: { recovered: [] } });
  });
});
