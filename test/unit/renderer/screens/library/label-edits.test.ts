import { expect, test } from "vitest";
import {
  MIXED,
  commonOf,
  tagEdits,
  tagsOf,
  wordsUsed,
} from "../../../../../src/renderer/screens/library/inspector/label-edits.ts";
import { labelEdits, movement } from "../../../../../src/renderer/screens/library/table/row-keys.ts";
import { UNTOUCHED } from "../../../../../src/shared/dataset/curation.ts";
import { sampleEpisode } from "../../../../fakes/sample-host.ts";

const tagged = (index: number, ...tags: readonly string[]) =>
  sampleEpisode(index, { curation: { ...UNTOUCHED, tags, success: index > 0 } });
const two = [tagged(0, "long", "smooth"), tagged(1, "long")];

test("what differs is said to differ", () => {
  expect(commonOf(two, ({ curation }) => curation.success)).toBe(MIXED);
  expect(commonOf(two, ({ source }) => source)).toBe("human");
  expect(tagsOf(two)).toEqual({ all: ["long"], some: [{ tag: "smooth", count: 1 }] });
});

test("tags are added to and taken from all, others stay", () => {
  expect(tagEdits(two, ["long"], ["long"])).toEqual([]);
  expect(tagEdits(two, ["long"], [" new ", "new", ""])).toEqual(
    two.map(({ id }) => ({ op: "tag", episode: id, add: ["new"], remove: ["long"] })),
  );
});

test("completion offers the most used words first", () => {
  expect(wordsUsed(two, ({ curation }) => [...curation.tags, null, ""])).toEqual(["long", "smooth"]);
});

test("letters and Shift with a digit label; digits alone and Ctrl are left to others", () => {
  const key = (name: string, code: string, change = {}) =>
    labelEdits({ key: name, code, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, ...change }, two);
  const ids = two.map(({ id }) => id);
  expect(key("s", "KeyS")).toEqual(ids.map((episode) => ({ op: "label", episode, success: true })));
  expect(key("$", "Digit4", { shiftKey: true })).toEqual(ids.map((episode) => ({ op: "rate", episode, rating: 4 })));
  expect(key(")", "Digit0", { shiftKey: true })).toEqual(ids.map((episode) => ({ op: "rate", episode, rating: null })));
  expect(key("k", "KeyK")).toEqual(ids.map((episode) => ({ op: "keep", episode })));
  expect([key("4", "Digit4"), key("s", "KeyS", { ctrlKey: true }), key("x", "KeyX")]).toEqual([null, null, null]);
});

test("the cursor stays in the list", () => {
  expect([movement("ArrowUp", 0, 5), movement("PageDown", 2, 5), movement("End", 0, 5), movement("x", 0, 5)]).toEqual([
    0,
    4,
    4,
    null,
  ]);
  expect(movement("ArrowDown", 0, 0)).toBeNull();
});
