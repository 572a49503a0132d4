import { expect, test } from "vitest";
import {
  IMPORT_HINTS,
  guessFormat,
  nameOf,
} from "../../../../../src/renderer/screens/library/transfer/import-hints.ts";
import { folderOf, pythonSnippet } from "../../../../../src/renderer/screens/library/transfer/python-snippet.ts";
import { FOREIGN_FORMATS } from "../../../../../src/shared/dataset/foreign-formats.ts";

test("the folder of an export is what its files have in common", () => {
  expect(folderOf(["/e/hops/meta/info.json", "/e/hops/data/chunk-000/file-000.parquet"])).toBe("/e/hops");
  expect(folderOf(["/e/hops/steps.csv", "/e/hops/deep/er/x.csv"])).toBe("/e/hops");
  expect(folderOf([String.raw`C:\e\hops\steps.csv`])).toBe(String.raw`C:\e\hops`);
  expect(folderOf([])).toBe("");
});

test("Python is given the very paths, quoted", () => {
  expect(pythonSnippet("csv", ["/e/my hops/episodes.csv", "/e/my hops/steps.csv"])).toContain(
    'pd.read_csv("/e/my hops/steps.csv")',
  );
  expect(pythonSnippet("minari", ["/e/h/data/main_data.hdf5", "/e/h/data/metadata.json"])).toContain(
    'MinariDataset("/e/h/data")',
  );
  expect(pythonSnippet("lerobot", ["/e/h/meta/info.json", "/e/h/README.md"])).toContain('root="/e/h"');
  expect(pythonSnippet("mcap", [String.raw`C:\e\h.mcap`])).toContain(String.raw`"C:\\e\\h.mcap"`);
  for (const format of FOREIGN_FORMATS) expect(pythonSnippet(format, [])).toContain("import");
});

test("a path tells its format where it can", () => {
  expect(Object.values(IMPORT_HINTS).map(({ example }) => guessFormat(example))).toEqual([
    "lerobot",
    "minari",
    "robomimic",
    "mcap",
    "parquet",
    null,
  ]);
});

test("a dataset is called as its folder or file is", () => {
  expect(nameOf("/data/hopper/expert-v0/data/main_data.hdf5")).toBe("expert-v0");
  expect(nameOf("/data/hopper/expert-v0/data/")).toBe("expert-v0");
  expect(nameOf("/data/demo.HDF5")).toBe("demo");
  expect(nameOf("")).toBe("");
});
