import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { exportDataset } from "../../src/node/formats/export-dataset.ts";
import { importParquet } from "../../src/node/formats/import-parquet.ts";
import { differences } from "../builders/exportable-dataset.ts";
import { episodeStart, REQUIRED_COLUMNS, running, stepBatch } from "../builders/step-batch.ts";
import type { DatasetStore } from "../../src/node/datasets/dataset-store.ts";
import { emptyDataset, scratch, STOPPED } from "../unit/node/datasets/store-fixture.ts";
import { pythonWith } from "./python.ts";
import type { Python } from "./python.ts";

const READ = `
import sys, numpy as np, pandas as pd, pyarrow as pa, pyarrow.parquet as pq
folder = sys.argv[1]
file = pq.ParquetFile(folder + "/steps.parquet")
table = file.read()
table.validate(full=True)
assert file.num_row_groups == 3 and table.num_rows == 370
types = {"observation": pa.list_(pa.field("element", pa.float64(), nullable=False)), "terminated": pa.uint8(),
         "step": pa.int32(), "time_scale": pa.float32(), "snapshot": pa.binary(), "episode": pa.string()}
for name, type in types.items():
    assert table.schema.field(name).type == type, (name, table.schema.field(name).type)
frame = table.to_pandas()
assert np.stack(frame["observation"]).shape == (370, 11)
assert list(frame.groupby("episode", sort=False).size()) == [300, 20, 50]
assert frame["snapshot"].notna().sum() == 5
assert frame["wall_time"].isna().sum() == 20 and frame["pad_buttons"].isna().sum() == 20
one = frame["episode"].iloc[310]
assert len(pq.read_table(folder + "/steps.parquet", filters=[("episode", "==", one)])) == 20
episodes = pd.read_parquet(folder + "/episodes.parquet")
assert list(episodes["steps"]) == [300, 20, 50] and episodes["name"].iloc[1] == "=2"
assert np.allclose(episodes["return"], frame.groupby("episode", sort=False)["reward"].sum())
print("read", len(frame))
`;

const REWRITE = `
import sys, pyarrow.parquet as pq
source, out, compression, version, dictionary = sys.argv[1:]
table = pq.read_table(source)
pq.write_table(table, out, compression=compression, data_page_version=version, use_dictionary=dictionary == "yes",
               row_group_size=64)
print("written")
`;

/** A table as people make them: usual names, spread columns, other types, no list of ours. */
const FOREIGN = `
import sys, numpy as np, pandas as pd
rng = np.random.default_rng(1)
n = 30
frame = pd.DataFrame({f"obs_{i}": rng.normal(size=n) for i in range(11)})
for i in range(3):
    frame[f"action_{i}"] = rng.uniform(-1, 1, n).astype(np.float32)
frame["reward"] = rng.normal(size=n)
frame["done"] = [i in (9, 29) for i in range(n)]
frame["episode_id"] = [4] * 10 + [7] * 20
frame.to_parquet(sys.argv[1])
lists = pd.DataFrame({"observations": list(rng.normal(size=(n, 11))), "actions": list(rng.uniform(-1, 1, (n, 3))),
                      "rewards": rng.normal(size=n), "terminals": [0] * 14 + [1] + [0] * 15, "timeouts": [0] * 29 + [1]})
lists.to_parquet(sys.argv[2])
lists.drop(columns="rewards").to_parquet(sys.argv[3])
pd.DataFrame({"observation": list(rng.normal(size=(n, 17))), "action": list(rng.normal(size=(n, 6))), "reward": 0.0, "done": False}).to_parquet(sys.argv[4])
print("made")
`;

async function recorded(): Promise<DatasetStore> {
  const store = await emptyDataset();
  for (const [i, steps] of [300, 20, 50].entries()) {
    const recording = await store.begin(episodeStart());
    await recording.append(running(stepBatch(0, steps, steps === 20 ? REQUIRED_COLUMNS : undefined)));
    const { id } = await recording.finish(STOPPED);
    await store.edit([{ op: "name", episode: id, name: `=${i + 1}` }]);
  }
  return store;
}

describe("Parquet's readers and writers", () => {
  let python: Python | null = null;
  beforeAll(() => {
    python = pythonWith(["pandas", "pyarrow"]);
  }, 600_000);

  it(
    "read an export as it is; written again by pyarrow it is still the same",
    { timeout: 180_000 },
    async (context) => {
      if (python === null) return context.skip();
      const store = await recorded();
      const root = scratch();
      const out = join(root, "hops");
      await exportDataset(store, "parquet", out);
      expect(python.run(READ, [out])).toContain("read 370");
      for (const [compression, version, dictionary] of [
        ["snappy", "1.0", "yes"],
        ["gzip", "2.0", "no"],
        ["zstd", "2.0", "yes"],
        ["brotli", "1.0", "no"],
        ["lz4", "1.0", "yes"],
        ["none", "1.0", "no"],
      ] as const) {
        const steps = join(out, "steps.parquet");
        expect(python.run(REWRITE, [steps, steps, compression, version, dictionary])).toContain("written");
        const again = await emptyDataset();
        expect((await importParquet(out, again)).notes).toEqual([]);
        expect([compression, await differences(store, again)]).toEqual([compression, []]);
      }
    },
  );

  it(
    "make tables of a hopper that come in, and others that are refused with their reason",
    {
      timeout: 180_000,
    },
    async (context) => {
      if (python === null) return context.skip();
      const root = scratch();
      const [spread = "", lists = "", noReward = "", walker = ""] = ["a", "b", "c", "d"].map((name) =>
        join(root, `${name}.parquet`),
      );
      expect(python.run(FOREIGN, [spread, lists, noReward, walker])).toContain("made");
      const store = await emptyDataset();
      expect(await importParquet(spread, store)).toMatchObject({ episodes: 2, steps: 30 });
      expect(await importParquet(lists, store)).toMatchObject({ episodes: 2, steps: 30 });
      const episodes = await store.episodes();
      expect(episodes.map(({ steps }) => steps)).toEqual([10, 20, 15, 15]);
      expect(episodes.map(({ terminated }) => terminated)).toEqual([true, true, true, false]);
      await expect(importParquet(noReward, store)).rejects.toThrow("has no reward of the hopper");
      await expect(importParquet(walker, store)).rejects.toThrow(/observation has lists of another length/);
      expect(await store.episodes()).toHaveLength(4);
    },
  );
});
