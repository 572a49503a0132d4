import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { DatasetStore } from "../../../../src/node/datasets/dataset-store.ts";
import { openDataset } from "../../../../src/node/datasets/open-dataset.ts";
import { exportDataset } from "../../../../src/node/formats/export-dataset.ts";
import { importerOf } from "../../../../src/node/formats/formats.ts";
import type { TransferOptions } from "../../../../src/node/formats/transfer.ts";
import { verifyDataset } from "../../../../src/node/record/verify-dataset.ts";
import { FOREIGN_FORMATS } from "../../../../src/shared/dataset/foreign-formats.ts";
import { writeScriptedDataset } from "../../../builders/scripted-dataset.ts";
import { emptyDataset, expectFailure, scratch } from "../datasets/store-fixture.ts";

let store: DatasetStore | null = null;

beforeAll(async () => {
  const path = join(mkdtempSync(join(tmpdir(), "pogo-test-")), "hops");
  await writeScriptedDataset(path, 6, 20);
  store = await openDataset(path, { mode: "read" });
});

afterAll(() => {
  if (store !== null) rmSync(dirname(store.path), { recursive: true, force: true });
});

/** Cancels at the first progress from `fraction` on. */
function cancelledAt(fraction: number): TransferOptions {
  const signal = { aborted: false };
  const onProgress = (done: number): void => {
    if (done >= fraction) signal.aborted = true;
  };
  return { signal, onProgress };
}

describe.each(FOREIGN_FORMATS)("%s", (format) => {
  it.each([0, 0.3, 0.82])("an export that is cancelled at %d leaves nothing", async (fraction) => {
    if (store === null) throw new Error("no dataset");
    const parent = scratch();
    await expectFailure(exportDataset(store, format, join(parent, "out-v0"), cancelledAt(fraction)), "cancelled");
    expect(readdirSync(parent)).toEqual([]);
  });

  it("an import that is cancelled midway leaves whole episodes only", async () => {
    if (store === null) throw new Error("no dataset");
    const source = join(scratch(), "out-v0");
    const { files } = await exportDataset(store, format, source);
    expect(files.at(-1)).toBe(join(source, "README.md"));
    const copy = await emptyDataset();
    // MCAP tells of chunks, and one of them holds all of this
    const fraction = format === "mcap" ? 0 : 0.3;
    await expectFailure(importerOf(format)(source, copy, cancelledAt(fraction)), "cancelled");
    const episodes = await copy.episodes();
    expect(episodes.length).toBeLessThan(6);
    const verified = await verifyDataset(copy, { signal: new AbortController().signal, onProgress: () => undefined });
    expect(verified.map(({ ok, divergence }) => [ok, divergence?.steps])).toEqual(episodes.map(() => [true, 20]));
    expect(readdirSync(join(copy.path, "episodes")).sort()).toEqual(episodes.map(({ id }) => `${id}.arrow`));
  });
});
