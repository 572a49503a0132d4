import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { addCurate } from "../../../src/cli/commands/curate.ts";
import { scratch } from "../node/datasets/store-fixture.ts";
import { writeScriptedDataset } from "../../builders/scripted-dataset.ts";
import { openDataset } from "../../../src/node/datasets/open-dataset.ts";
import type { EpisodeSummary } from "../../../src/shared/dataset/episode.ts";
import { runInProcess } from "./run-in-process.ts";
import type { Ran } from "./run-in-process.ts";

let dataset = "";
let ids: readonly string[] = [];

const curate = (...args: readonly string[]): Promise<Ran> =>
  runInProcess(["curate", dataset, ...args, "--json"], addCurate);
const episodes = async (): Promise<readonly EpisodeSummary[]> =>
  (await openDataset(dataset, { mode: "read" })).episodes();

beforeEach(async () => {
  dataset = join(scratch(), "hops");
  await writeScriptedDataset(dataset, 4, 40);
  ids = (await episodes()).map(({ id }) => id);
});

describe("curate", () => {
  it("makes all edits of a call as one, which is undone and redone as one", async () => {
    const [a = "", b = ""] = ids;
    const { code, json } = await curate("--drop", a, "--rate", `${b}=4`, "--tag", "where=early", "--where", "seed<3");
    expect(code).toBe(0);
    expect(json).toMatchObject({
      edited: [
        { id: a, name: "Episode 1", dropped: true, curation: { verdict: "drop", tags: ["early"] } },
        { id: b, name: "Episode 2", dropped: false, curation: { rating: 4, tags: ["early"] } },
      ],
      episodes: 3,
      steps: 120,
      undo: "rate, tag, drop 2 episodes",
      redo: null,
    });
    const undone = await curate("--undo");
    expect(undone.json).toMatchObject({ episodes: 4, undo: null, redo: "rate, tag, drop 2 episodes" });
    expect((await episodes()).every(({ curation }) => curation.tags.length === 0 && curation.rating === null)).toBe(
      true,
    );
    expect((await curate("--redo")).json).toMatchObject({ episodes: 3, redo: null, edited: [{ id: a }, { id: b }] });
    const { json: log } = await curate("--log");
    expect(log).toMatchObject({ log: [{ what: "rate, tag, drop 2 episodes", edits: 4, undone: false }] });
  });

  it("splits by a seed", async () => {
    expect((await curate("--split", "0.25", "--seed", "7")).code).toBe(0);
    const first = (await episodes()).map(({ curation }) => curation.split);
    expect(first.filter((split) => split === "train")).toHaveLength(3);
    expect(first.filter((split) => split === "validation")).toHaveLength(1);
    await curate("--split", "0.25", "--seed", "7");
    expect((await episodes()).map(({ curation }) => curation.split)).toEqual(first);
  });

  it("trims, and counts what is left", async () => {
    const { json } = await curate("--trim", "Episode 1=5:15");
    expect(json).toMatchObject({ steps: 130, edited: [{ curation: { trim: { from: 5, to: 15 } } }] });
    expect((await curate("--trim", "Episode 1=")).json).toMatchObject({ steps: 160 });
  });

  it("does nothing where a part of it cannot be done", async () => {
    const before = await readFile(join(dataset, "curation.jsonl"), "utf8").catch(() => "");
    for (const [args, code, words] of [
      [["--drop", ids[0]!, "--drop", "Episode 9"], 1, "no episode Episode 9"],
      [["--tag", `${ids[0]!}=x`, "--trim", `${ids[1]!}=0:41`], 1, "40 steps"],
      [["--undo"], 1, "nothing to undo"],
      [["--redo"], 1, "nothing to redo"],
      [["--undo", "--drop", ids[0]!], 2, "no other flag"],
      [["--split", "2"], 2, "number from 0 to 1"],
      [["--where", "speed<1", "--drop", "where"], 2, "no field"],
      [[], 2, "nothing to do"],
    ] as const) {
      const ran = await curate(...args);
      expect([ran.code, ran.stderr]).toEqual([code, expect.stringContaining(words)]);
    }
    expect(await readFile(join(dataset, "curation.jsonl"), "utf8").catch(() => "")).toBe(before);
  });

  it("tells people what it did", async () => {
    const ran = await runInProcess(["curate", dataset, "--drop", "Episode 2", "--note", "Episode 2=Fell"], addCurate);
    expect(ran.stdout.trim()).toBe(`${ids[1]}  Episode 2  dropped  "Fell"`);
    expect((await runInProcess(["curate", dataset, "--log"], addCurate)).stdout).toContain("note on, drop 1 episode");
  });
});
