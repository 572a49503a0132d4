import { describe, expect, it } from "vitest";
import { FailureError } from "../../../src/shared/base/failure.ts";
import { mapTable } from "../../../src/shared/export/foreign-columns.ts";

const scalars = (...names: readonly string[]): [string, "scalar"][] => names.map((name) => [name, "scalar"]);
const many = (prefix: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_item, i) => `${prefix}${i}`);

describe("tables of other programs", () => {
  it.each(["obs_", "obs.", "obs", "observations_"])("have their observation in columns %s0 …", (prefix) => {
    const table = new Map(scalars(...many(prefix, 11), ...many("action_", 3), "reward", "done"));
    const { native, episode, fields } = mapTable(table, "It", null);
    expect([native, episode]).toEqual([false, null]);
    expect(fields.map(({ field, width }) => [field, width])).toEqual([
      ["observation", 11],
      ["action", 3],
      ["reward", 1],
      ["terminated", 1],
    ]);
    expect(fields[0]?.columns).toEqual(many(prefix, 11));
  });

  it("are refused with what is missing and what is there", () => {
    const refuse = (...names: readonly string[]): string => {
      try {
        mapTable(new Map(scalars(...names)), "It", null);
      } catch (error) {
        if (error instanceof FailureError && error.failure.kind === "unsupported") return error.message;
      }
      return "";
    };
    expect(refuse("a", "b")).toBe("It has no observation, no action, no reward of the hopper. Its columns: a, b.");
    expect(refuse(...many("obs_", 10), ...many("action_", 3), "reward", "done")).toContain("no observation");
    expect(refuse(...many("obs_", 11), ...many("action_", 3), "reward")).toContain("does not tell its episodes apart");
  });
});
