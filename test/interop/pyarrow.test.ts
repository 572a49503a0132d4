import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { episodeStart, stepBatch } from "../builders/step-batch.ts";
import { emptyDataset, STOPPED } from "../unit/node/datasets/store-fixture.ts";
import { pythonWith } from "./python.ts";
import type { Python } from "./python.ts";

const READ = `
import json, sys, pyarrow as pa
table = pa.ipc.open_stream(sys.argv[1]).read_all()
table.validate(full=True)
meta = json.loads(table.schema.metadata[b"pogo.episode"])
assert meta["steps"] == table.num_rows == 300
assert table.schema.field("observation").type == pa.list_(pa.field("item", pa.float64(), nullable=False), 11)
assert table["snapshot"].null_count == 297
assert table.schema.field("reward").metadata[b"unit"] == b"1"
print(json.dumps([table["step"].to_pylist()[-1], table["action"].to_pylist()[250], [r is not None for r in table["snapshot"].to_pylist()].index(True, 1)]))
`;

describe("pyarrow", () => {
  let python: Python | null = null;
  beforeAll(() => {
    python = pythonWith(["pyarrow"]);
  }, 600_000);

  it("opens an episode's file as it is", { timeout: 120_000 }, async (context) => {
    if (python === null) return context.skip();
    const store = await emptyDataset();
    const recording = await store.begin(episodeStart());
    await recording.append(stepBatch(0, 300));
    const { id } = await recording.finish(STOPPED);
    const output = python.run(READ, [join(store.path, "episodes", `${id}.arrow`)]);
    expect(JSON.parse(output)).toEqual([299, [...(stepBatch(250, 1).columns.action ?? [])], 125]);
  });
});
