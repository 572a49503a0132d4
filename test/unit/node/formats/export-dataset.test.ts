import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { openDataset } from "../../../../src/node/datasets/open-dataset.ts";
import { exportDataset } from "../../../../src/node/formats/export-dataset.ts";
import { FOREIGN_FORMATS } from "../../../../src/shared/dataset/foreign-formats.ts";
import { writeScriptedDataset } from "../../../builders/scripted-dataset.ts";
import { emptyDataset, expectFailure, scratch } from "../datasets/store-fixture.ts";

it.each(FOREIGN_FORMATS)("a dataset without used episodes is not exported to %s", async (format) => {
  const parent = scratch();
  await expectFailure(exportDataset(await emptyDataset(), format, join(parent, "out")), "invalid-input");
  expect(readdirSync(parent)).toEqual([]);
});

it("a place that cannot take the folder is told before anything is read", async () => {
  const path = join(scratch(), "hops");
  await writeScriptedDataset(path, 1, 3);
  const store = await openDataset(path, { mode: "read" });
  const parent = scratch();
  const file = join(parent, "file");
  writeFileSync(file, "mine");
  const fail = async (out: string, kind: "already-exists" | "disk"): Promise<string> => {
    const onProgress = (): void => expect.unreachable();
    return (await expectFailure(exportDataset(store, "csv", out, { onProgress }), kind)).message;
  };
  expect(await fail(file, "already-exists")).toContain("is a file");
  expect(await fail(parent, "already-exists")).toContain("has files in it");
  await fail(join(file, "below"), "disk");
  expect(await fail(join(parent, "x".repeat(300)), "disk")).toContain("name is too long");
  expect(readdirSync(parent)).toEqual(["file"]);
});
