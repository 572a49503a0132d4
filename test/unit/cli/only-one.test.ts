import { expect, it } from "vitest";
import { onlyOne } from "../../../src/cli/only-one.ts";
import { toFailure } from "../../../src/shared/base/failure.ts";
import type { Failure } from "../../../src/shared/base/failure.ts";

const find = (paths: readonly string[]): string =>
  onlyOne(paths, {
    named: "hop",
    noun: "policy",
    nouns: "policies",
    searched: "no such file",
    remedy: "Train one first.",
    give: "file",
    giveOf: (path) => path,
  });

function refusal(paths: readonly string[]): Failure | null {
  try {
    find(paths);
    return null;
  } catch (error) {
    return toFailure(error);
  }
}

it("is what a name stands for, and says what to do where that is nothing or more than one", () => {
  expect(find(["/a"])).toBe("/a");
  expect(refusal([])).toEqual({
    kind: "not-found",
    message: "There is no policy hop: no such file.",
    remedy: "Train one first.",
  });
  expect(refusal(["/a", "/b"])).toEqual({
    kind: "invalid-input",
    message: "Several policies are named hop.",
    remedy: "Give the file: /a or /b",
  });
});
