import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { File, ready } from "h5wasm";
import { describe, expect, it } from "vitest";
import { exportDataset } from "../../../../src/node/formats/export-dataset.ts";
import { importMinari } from "../../../../src/node/formats/import-minari.ts";
import { importRobomimic } from "../../../../src/node/formats/import-robomimic.ts";
import { episodeStart, stepBatch } from "../../../builders/step-batch.ts";
import { emptyDataset, expectFailure, scratch, STOPPED } from "../datasets/store-fixture.ts";

/** A file made by the library alone, as another program would. */
async function hdf5(make: (file: File) => void): Promise<string> {
  const { FS } = await ready;
  const file = new File("foreign.h5", "w");
  make(file);
  file.close();
  const path = join(scratch(), "foreign.hdf5");
  writeFileSync(path, FS.readFile("foreign.h5"));
  FS.unlink("foreign.h5");
  return path;
}

function demonstration(file: File, environment: string, widths: Readonly<Record<string, number>>, actions = 3): void {
  const data = file.create_group("data");
  data.create_attribute("env_args", JSON.stringify({ env_name: environment, type: 1, env_kwargs: {} }));
  const demo = data.create_group("demo_0");
  demo.create_dataset({ name: "actions", data: new Float64Array(5 * actions).fill(0.1), shape: [5, actions] });
  demo.create_dataset({ name: "dones", data: BigInt64Array.of(0n, 0n, 1n, 0n, 1n), shape: [5] });
  for (const place of ["obs", "next_obs"]) {
    const group = demo.create_group(place);
    for (const [key, width] of Object.entries(widths)) {
      const values = Float32Array.from({ length: 5 * width }, (_item, i) => (place === "obs" ? 1 : 0.1) + i / 64);
      group.create_dataset({ name: key, data: values, shape: [5, width] });
    }
  }
}

describe("robomimic's own files", () => {
  it("come in with keys in alphabetical order, dones told apart by health, and notes", async () => {
    const path = await hdf5((file) => demonstration(file, "Hopper-v2", { b: 6, a: 5 }));
    const store = await emptyDataset();
    expect(await importRobomimic(path, store)).toEqual({
      episodes: 1,
      steps: 5,
      notes: ["The file has no rewards: they are 0."],
    });
    const [summary] = await store.episodes();
    expect(summary).toMatchObject({ source: "imported", terminated: true, cause: "height", return: 0 });
    const { columns, meta } = await store.load(summary?.id ?? "");
    const row = (width: number, first: number): readonly number[] =>
      Array.from({ length: width }, (_item, i) => Math.fround(first + (4 * width + i) / 64));
    expect([...(columns.observation ?? [])].slice(-11)).toEqual([...row(5, 1), ...row(6, 1)]);
    expect(meta.finalObservation).toEqual([...row(5, 0.1), ...row(6, 0.1)]);
  });

  it("of another robot are refused with their shapes", async () => {
    const store = await emptyDataset();
    const wide = await hdf5((file) => demonstration(file, "Hopper", { object: 10, eef: 7 }));
    const { failure } = await expectFailure(importRobomimic(wide, store), "unsupported");
    expect(failure.message).toContain("object [5, 10]");
    const lift = await hdf5((file) => demonstration(file, "Lift", { flat: 11 }));
    expect((await expectFailure(importRobomimic(lift, store), "unsupported")).failure.message).toContain("Lift");
    const arm = await hdf5((file) => demonstration(file, "Hopper", { flat: 11 }, 7));
    expect((await expectFailure(importRobomimic(arm, store), "unsupported")).failure.message).toContain("[5, 7]");
    expect(await store.episodes()).toEqual([]);
  });
});

describe("a hostile HDF5 file", () => {
  it("that unpacks to far more than its size is refused", { timeout: 60_000 }, async () => {
    const path = await hdf5((file) => {
      const length = 15_000_000;
      const data = new Float64Array(length);
      file
        .create_group("episode_0")
        .create_dataset({ name: "rewards", data, shape: [length], chunks: [1_000_000], compression: 9 });
    });
    const { failure } = await expectFailure(importMinari(path, await emptyDataset()), "invalid-file");
    expect(failure.message).toContain("far more than its size");
  });

  it("reaches no other file of this machine", async () => {
    const secret = join(scratch(), "secret");
    const store = await emptyDataset();
    const recording = await store.begin(episodeStart());
    await recording.append(stepBatch(0, 5));
    await recording.finish(STOPPED);
    await exportDataset(store, "minari", secret);
    const outside = join(secret, "data", "main_data.hdf5");
    for (const target of [outside, `../../../../../..${outside}`]) {
      const path = await hdf5((file) => {
        file.create_external_link(target, "/episode_0", "episode_0");
      });
      const again = await emptyDataset();
      await expectFailure(importMinari(path, again), "invalid-file");
      expect(await again.episodes()).toEqual([]);
    }
  });
});
