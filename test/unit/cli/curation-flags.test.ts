import { describe, expect, it } from "vitest";
import { UsageError } from "../../../src/cli/cli.ts";
import { planEdits } from "../../../src/cli/curation-edits.ts";
import { parseCurationFlags } from "../../../src/cli/curation-flags.ts";
import type { CurationFlags } from "../../../src/cli/curation-flags.ts";
import { FailureError } from "../../../src/shared/base/failure.ts";
import type { Edit } from "../../../src/shared/dataset/curation.ts";
import { sampleEpisode } from "../../fakes/sample-host.ts";

const episodes = [0, 1, 2, 3].map((i) => sampleEpisode(i, { return: 1000 * i, used: i !== 3, cause: "time-limit" }));
const [a, b, c, d] = episodes.map(({ id }) => id);

const editsOf = (flags: Omit<CurationFlags, "seed"> & { seed?: number }): readonly Edit[] =>
  planEdits(parseCurationFlags({ seed: 0, ...flags }), episodes);

describe("the flags of curate", () => {
  it("make an edit each, of episodes named by id or by name", () => {
    expect(
      editsOf({
        name: [`${a}=Long = hop`],
        rate: [`${a}=5`, "Episode 2=0"],
        tag: [`${b}= good `],
        untag: [`${b}=bad`],
        note: [`${b}=`],
        operator: [`${c}=Ada`, `${d}=`],
        trim: [`${c}=10:90`, `${d}=`],
        keep: ["Episode 4"],
        drop: [a ?? ""],
        restore: [b ?? ""],
        success: [c ?? ""],
        failure: [d ?? ""],
        unlabel: [a ?? ""],
      }),
    ).toEqual([
      { op: "name", episode: a, name: "Long = hop" },
      { op: "rate", episode: a, rating: 5 },
      { op: "rate", episode: b, rating: null },
      { op: "tag", episode: b, add: ["good"], remove: [] },
      { op: "tag", episode: b, add: [], remove: ["bad"] },
      { op: "note", episode: b, note: "" },
      { op: "operator", episode: c, operator: "Ada" },
      { op: "operator", episode: d, operator: null },
      { op: "trim", episode: c, trim: { from: 10, to: 90 } },
      { op: "trim", episode: d, trim: null },
      { op: "keep", episode: d },
      { op: "drop", episode: a },
      { op: "restore", episode: b },
      { op: "label", episode: c, success: true },
      { op: "label", episode: d, success: false },
      { op: "label", episode: a, success: null },
    ]);
  });

  it("reach every episode that --where selects", () => {
    expect(editsOf({ where: "return>=1000,return<3000", drop: ["where"], tag: ["where=mid"] })).toEqual([
      { op: "tag", episode: b, add: ["mid"], remove: [] },
      { op: "tag", episode: c, add: ["mid"], remove: [] },
      { op: "drop", episode: b },
      { op: "drop", episode: c },
    ]);
    expect(editsOf({ where: "return>9e9", drop: ["where"] })).toEqual([]);
  });

  it("split the episodes that are used once the other edits are made, the same by the same seed", () => {
    const edits = editsOf({ split: 0.5, drop: [a ?? ""] });
    expect(edits[0]).toEqual({ op: "drop", episode: a });
    expect(
      edits
        .slice(1)
        .map(({ episode }) => episode)
        .sort(),
    ).toEqual([b, c, d]);
    expect(edits.slice(1).every(({ op }) => op === "split")).toBe(true);
    expect(editsOf({ split: 0.5, drop: [a ?? ""] })).toEqual(edits);
    const splits = new Set(Array.from({ length: 20 }, (_, seed) => JSON.stringify(editsOf({ split: 0.5, seed }))));
    expect(splits.size).toBeGreaterThan(1);
  });

  it.each<Omit<CurationFlags, "seed">>([
    {},
    { where: "steps>1" },
    { drop: ["where"] },
    { where: "speed>1", drop: ["where"] },
    { name: ["x"] },
    { name: ["x="] },
    { name: ["=y"] },
    { rate: ["x=6"] },
    { rate: ["x=1.5"] },
    { tag: ["x="] },
    { tag: [`x=${"t".repeat(51)}`] },
    { note: [`x=${"t".repeat(2001)}`] },
    { trim: ["x=5:5"] },
    { trim: ["x=5"] },
    { trim: ["x=-1:5"] },
  ])("refuse %j as wrong usage", (flags) => {
    expect(() => parseCurationFlags({ seed: 0, ...flags })).toThrow(UsageError);
  });

  it("refuse episodes that are not there, and names that several have", () => {
    expect(() => editsOf({ drop: [a ?? "", "Episode 9"] })).toThrow("no episode Episode 9");
    const twins = episodes.map((episode) => ({ ...episode, name: "Twin" }));
    const plan = parseCurationFlags({ seed: 0, drop: ["Twin"] });
    expect(() => planEdits(plan, twins)).toThrow(FailureError);
    expect(() => planEdits(plan, twins)).toThrow("4 episodes are named Twin");
  });

  it("refuse more edits than can be undone as one", () => {
    const many = Array.from({ length: 10_001 }, (_, i) => sampleEpisode(i));
    const plan = parseCurationFlags({ seed: 0, where: "steps>0", drop: ["where"] });
    expect(() => planEdits(plan, many)).toThrow("10001 edits");
  });
});
