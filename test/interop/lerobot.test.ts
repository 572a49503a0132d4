import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type { DatasetStore } from "../../src/node/datasets/dataset-store.ts";
import { exportDataset } from "../../src/node/formats/export-dataset.ts";
import { importLeRobot } from "../../src/node/formats/import-lerobot.ts";
import { episodeStart, REQUIRED_COLUMNS, running, stepBatch } from "../builders/step-batch.ts";
import { emptyDataset, scratch, STOPPED } from "../unit/node/datasets/store-fixture.ts";
import { pythonWith } from "./python.ts";
import type { Python } from "./python.ts";

/** Reads a dataset as LeRobot 0.4 does: `datasets` with the features of info.json, pandas for the tasks. */
const READ = `
import json, sys, os
os.environ["HF_HUB_OFFLINE"] = "1"
import numpy as np, pandas as pd, datasets, pyarrow.parquet as pq
from pathlib import Path
datasets.disable_progress_bars()
root, cache = Path(sys.argv[1]), sys.argv[2]
info = json.loads((root / "meta/info.json").read_text())
assert info["codebase_version"] == "v3.0" and info["fps"] == 125 and info["robot_type"] == "hopper"
assert info["total_episodes"] == 3 and info["total_frames"] == 440 and info["total_tasks"] == 1
assert info["splits"] == {"train": "0:3"} and info["video_path"] is None

def feature(f):
    value = datasets.Value(f["dtype"])
    return value if f["shape"] == [1] else datasets.Sequence(value, length=f["shape"][0])

features = datasets.Features({k: feature(f) for k, f in info["features"].items()})
paths = sorted(str(p) for p in (root / "data").glob("*/*.parquet"))
assert pq.read_metadata(paths[0]).num_row_groups == 3
table = datasets.Dataset.from_parquet(paths, features=features, cache_dir=cache)
assert len(table) == 440
table.set_format("numpy")
frames = table[:]
assert frames["observation.state"].shape == (440, 11) and frames["observation.state"].dtype == np.float32
assert frames["action"].shape == (440, 3)
assert frames["next.done"].dtype == bool and list(np.flatnonzero(frames["next.done"])) == [299, 332, 439]
assert list(np.flatnonzero(frames["next.success"])) == [332]
assert (frames["index"] == np.arange(440)).all()
assert (frames["timestamp"] == (frames["frame_index"] / 125).astype(np.float32)).all()
assert (frames["observation.state"] == frames["pogo.observation"].astype(np.float32)).all()

tasks = pd.read_parquet(root / "meta/tasks.parquet")
assert int(tasks.loc["Hop forward"].task_index) == 0 and tasks.index.name == "task"

episodes = datasets.Dataset.from_parquet(sorted(str(p) for p in (root / "meta/episodes").glob("*/*.parquet")), cache_dir=cache)
starts = [0, 300, 333, 440]
names = ("min", "max", "mean", "std", "count", "q01", "q10", "q50", "q90", "q99")

def expected(x):
    x = x.reshape(len(x), -1)
    flat = x.astype(np.float64)
    got = {"min": x.min(0), "max": x.max(0), "mean": flat.mean(0), "std": flat.std(0), "count": np.array([len(x)])}
    for q in (1, 10, 50, 90, 99):
        got[f"q{q:02d}"] = np.quantile(flat, q / 100, axis=0)
    return got

stats = json.loads((root / "meta/stats.json").read_text())
assert set(stats) == set(info["features"])
checked = 0
for i, episode in enumerate(episodes):
    assert episode["episode_index"] == i and episode["tasks"] == ["Hop forward"]
    assert [episode["dataset_from_index"], episode["dataset_to_index"]] == starts[i:i + 2]
    assert episode["length"] == starts[i + 1] - starts[i]
    assert episode["data/chunk_index"] == episode["data/file_index"] == 0
    assert episode["meta/episodes/chunk_index"] == episode["meta/episodes/file_index"] == 0
for key in info["features"]:
    spans = [(frames[key], stats[key])] + [
        (frames[key][starts[i]:starts[i + 1]], {n: e[f"stats/{key}/{n}"] for n in names}) for i, e in enumerate(episodes)
    ]
    if key in sys.argv[3].split():
        continue
    for values, said in spans:
        for name, want in expected(values).items():
            have = np.array(said[name])
            assert have.shape == want.shape, (key, name, have.shape, want.shape)
            if values.dtype == bool and name in ("min", "max"):
                assert have.dtype == bool, (key, name)
            assert np.allclose(have.astype(np.float64), want.astype(np.float64), rtol=1e-9, atol=1e-12), (key, name, have, want)
            checked += 1
print("checked", checked)
`;

/** Rewrites the data as another program would: pandas, zstd, other row groups, no columns of ours. */
const REWRITE = `
import json, sys, shutil
import pandas as pd
from pathlib import Path
root, out = Path(sys.argv[1]), Path(sys.argv[2])
shutil.copytree(root / "meta", out / "meta")
(out / "data/chunk-000").mkdir(parents=True)
frame = pd.concat([pd.read_parquet(p) for p in sorted((root / "data").glob("*/*.parquet"))])
frame = frame[[c for c in frame.columns if not c.startswith("pogo.")]]
frame.to_parquet(out / "data/chunk-000/file-000.parquet", compression=sys.argv[3], row_group_size=100)
print("rewritten", len(frame))
`;

/** Opens an export as a policy's training does, and lets the library record a dataset of its own. */
const LIBRARY = `
import os, sys
os.environ["HF_HUB_OFFLINE"] = "1"
import numpy as np, torch
from lerobot.datasets.lerobot_dataset import LeRobotDataset
from lerobot.datasets.utils import dataset_to_policy_features
root, own = sys.argv[1:]
dataset = LeRobotDataset("local/hops", root=root)
assert len(dataset) == 440 and dataset.num_episodes == 3 and dataset.fps == 125
assert sorted(dataset_to_policy_features(dataset.features)) == ["action", "observation.state"]
assert dataset.meta.get_task_index("Hop forward") == 0
assert dataset[5]["observation.state"].shape == (11,) and dataset[5]["task"] == "Hop forward"
batches = list(torch.utils.data.DataLoader(dataset, batch_size=64, shuffle=True))
assert sum(len(b["action"]) for b in batches) == 440
times = {"action": [i / 125 for i in range(4)], "observation.state": [-1 / 125, 0]}
chunked = LeRobotDataset("local/hops", root=root, delta_timestamps=times)
assert chunked[299]["action"].shape == (4, 3) and chunked[299]["action_is_pad"].tolist() == [False, True, True, True]
assert chunked[299]["observation.state"].shape == (2, 11)
one = LeRobotDataset("local/hops", root=root, episodes=[1])
assert len(one) == 33 and {int(e) for e in one.hf_dataset["episode_index"]} == {1}
assert np.isfinite(dataset.meta.stats["observation.state"]["std"]).all()

features = {"observation.state": {"dtype": "float32", "shape": (11,), "names": None},
            "action": {"dtype": "float32", "shape": (3,), "names": None},
            "next.reward": {"dtype": "float32", "shape": (1,), "names": None},
            "next.done": {"dtype": "bool", "shape": (1,), "names": None}}
made = LeRobotDataset.create("local/own", fps=125, features=features, root=own, robot_type="hopper", use_videos=False)
rng = np.random.default_rng(0)
for steps in (20, 5):
    for i in range(steps):
        made.add_frame({"observation.state": rng.normal(size=11).astype(np.float32), "action": rng.uniform(-1, 1, 3).astype(np.float32),
                        "next.reward": np.array([i], dtype=np.float32), "next.done": np.array([i == steps - 1]), "task": "hop"})
    made.save_episode()
made.finalize()
print("library read", len(dataset))
`;

/** Three episodes, the second of them with the required columns only, and labelled as successful. */
async function recorded(): Promise<DatasetStore> {
  const store = await emptyDataset();
  for (const [steps, names] of [
    [300, undefined],
    [33, REQUIRED_COLUMNS],
    [107, undefined],
  ] as const) {
    const recording = await store.begin(episodeStart());
    await recording.append(running(stepBatch(0, steps, names)));
    const { id } = await recording.finish(STOPPED);
    if (steps === 33) await store.edit([{ op: "label", episode: id, success: true }]);
  }
  return store;
}

describe("LeRobot's readers", () => {
  let python: Python | null = null;
  beforeAll(() => {
    python = pythonWith(["datasets>=4,<5", "pandas"]);
  }, 600_000);

  it(
    "read an export, whose statistics numpy confirms, and its data rewritten comes in again",
    {
      timeout: 180_000,
    },
    async (context) => {
      if (python === null) return context.skip();
      const store = await recorded();
      const root = scratch();
      const out = join(root, "hops");
      await exportDataset(store, "lerobot", out);
      const notEverywhere = Object.keys((await store.load((await store.episodes())[0]?.id ?? "")).columns)
        .filter((name) => !REQUIRED_COLUMNS.some((required) => required === name))
        .map((name) => `pogo.${name}`);
      const output = python.run(READ, [out, join(root, "cache"), notEverywhere.join(" ")]);
      expect(Number(output.split(" ")[1])).toBeGreaterThan(400);

      for (const compression of ["snappy", "gzip", "zstd"]) {
        const rewritten = join(root, compression);
        mkdirSync(rewritten);
        expect(python.run(REWRITE, [out, rewritten, compression])).toContain("rewritten 440");
        const again = await emptyDataset();
        expect(await importLeRobot(rewritten, again)).toMatchObject({ episodes: 3, steps: 440 });
        const [first] = await again.episodes();
        const copy = await again.load(first?.id ?? "");
        const original = await store.load((await store.episodes())[0]?.id ?? "");
        expect(copy.columns.observation).toEqual(
          Float64Array.from(Float32Array.from(original.columns.observation ?? [])),
        );
        expect(copy.columns.action).toEqual(original.columns.action);
      }
    },
  );
});

// several gigabytes of PyTorch: run by hand, as docs/formats/lerobot.md says
const versions = process.env.POGO_LEROBOT === "1" ? ["0.4.4"] : [];
if (versions.length === 0)
  console.log("The LeRobot library itself is not run: it needs PyTorch. POGO_LEROBOT=1 runs it.");

describe.each(versions)("the LeRobot library %s", (version) => {
  it("trains from an export, and records what comes in", { timeout: 1_800_000 }, async () => {
    const python = pythonWith([`lerobot==${version}`]);
    if (python === null) throw new Error("the library cannot be installed here");
    const root = scratch();
    await exportDataset(await recorded(), "lerobot", join(root, "hops"));
    expect(python.run(LIBRARY, [join(root, "hops"), join(root, "own")])).toContain("library read 440");
    const store = await emptyDataset();
    expect(await importLeRobot(join(root, "own"), store)).toMatchObject({ episodes: 2, steps: 25 });
    expect((await store.episodes()).map(({ steps, terminated }) => [steps, terminated])).toEqual([
      [20, true],
      [5, true],
    ]);
  });
});
