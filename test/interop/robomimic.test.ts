import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { importMinari } from "../../src/node/formats/import-minari.ts";
import { importRobomimic } from "../../src/node/formats/import-robomimic.ts";
import { exportDataset } from "../../src/node/formats/export-dataset.ts";
import { emptyDataset, scratch } from "../unit/node/datasets/store-fixture.ts";
import { DEMO } from "./demo.ts";
import { pythonWith } from "./python.ts";
import type { Python } from "./python.ts";

/** What robomimic 0.3 imports for low-dimensional training; its own list has renderers that must be compiled. */
const NEEDED = ["torch", "torchvision", "h5py", "tqdm", "termcolor", "matplotlib", "six", "psutil"];

/** The library's own report on a file, and a behavioural clone by its own algorithm, loss before and after. */
const TRAIN = `
import json, runpy, sys
import numpy as np, torch
import robomimic, robomimic.utils.file_utils as FileUtils, robomimic.utils.obs_utils as ObsUtils
from robomimic.algo import algo_factory
from robomimic.config import config_factory
from robomimic.utils.dataset import SequenceDataset
path = sys.argv[1]
sys.argv = ["get_dataset_info", "--dataset", path]
runpy.run_module("robomimic.scripts.get_dataset_info", run_name="__main__")
env = FileUtils.get_env_metadata_from_dataset(path)
assert env["env_name"] == "Hopper-v5" and env["type"] == 2, env
config = config_factory("bc")
with config.values_unlocked():
    config.observation.modalities.obs.low_dim = ["flat"]
ObsUtils.initialize_obs_utils_with_config(config)
shapes = FileUtils.get_shape_metadata_from_dataset(path, all_obs_keys=["flat"])
assert shapes["ac_dim"] == 3 and shapes["all_shapes"]["flat"] == [11], shapes
sets = {}
for split in ("train", "valid"):
    sets[split] = SequenceDataset(path, obs_keys=("flat",), dataset_keys=("actions", "rewards", "dones"), seq_length=1,
        hdf5_cache_mode="low_dim", hdf5_normalize_obs=split == "train", filter_by_attribute=split)
train, valid = sets["train"], sets["valid"]
assert not set(train.demos) & set(valid.demos)
item = train.get_trajectory_at_index(0)
assert np.array_equal(item["obs"]["flat"][1:], item["next_obs"]["flat"][:-1])
assert item["dones"][-1] == 1 and item["dones"][:-1].sum() == 0
torch.manual_seed(1)
torch.set_num_threads(1)
model = algo_factory("bc", config, shapes["all_shapes"], shapes["ac_dim"], torch.device("cpu"))
model.set_train()
loader = torch.utils.data.DataLoader(train, batch_size=256, shuffle=True, drop_last=True)
losses = []
while len(losses) < 150:
    for batch in loader:
        batch = model.postprocess_batch_for_training(model.process_batch_for_training(batch), obs_normalization_stats=None)
        losses.append(float(model.log_info(model.train_on_batch(batch, epoch=1))["Loss"]))
        if len(losses) == 150:
            break
print(json.dumps({"train": len(train.demos), "valid": len(valid.demos), "sequences": len(train) + len(valid),
    "first": float(np.mean(losses[:5])), "last": float(np.mean(losses[-5:]))}))
`;

/** A file as another program writes it: several keys, dones and rewards, no next observations, images beside. */
const FOREIGN = `
import h5py, json, numpy as np, sys
random = np.random.default_rng(1)
with h5py.File(sys.argv[1], "w") as f:
    data = f.create_group("data")
    data.attrs["total"] = 30
    data.attrs["env_args"] = json.dumps({"env_name": "Hopper", "type": 1, "env_kwargs": {}})
    for i, steps in enumerate((10, 20)):
        demo = data.create_group(f"demo_{i}")
        demo.attrs["num_samples"] = steps
        demo["actions"] = random.uniform(-1, 1, (steps, 3))
        demo["rewards"] = np.arange(steps)
        demo["dones"] = np.eye(1, steps, steps - 1, dtype=bool)[0]
        demo["obs/b_vel"] = np.full((steps, 6), 2.0)
        demo["obs/a_pos"] = np.full((steps, 5), 1.0, dtype=np.float32)
        demo["obs/image"] = np.zeros((steps, 4, 4, 3), dtype=np.uint8)
    f.create_dataset("mask/train", data=np.array([b"demo_0"]))
    f.create_dataset("mask/valid", data=np.array([b"demo_1"]))
`;

describe("robomimic", () => {
  let python: Python | null = null;
  beforeAll(() => {
    python = pythonWith(NEEDED, ["robomimic==0.3.0"]);
  }, 600_000);

  it("reports on an export and clones from it", { timeout: 180_000 }, async (context) => {
    if (python === null) return context.skip();
    const store = await emptyDataset();
    await importMinari(DEMO, store);
    const [, , , , , ...others] = await store.episodes();
    await store.edit(others.map(({ id }) => ({ op: "drop", episode: id })));
    const out = join(scratch(), "robomimic");
    await exportDataset(store, "robomimic", out);
    const output = python.run(TRAIN, [join(out, "low_dim.hdf5")]);
    expect(output).toContain("total transitions: 5000");
    expect(output).toContain("filter key valid with 1 demos");
    const made: unknown = JSON.parse(output.trim().split("\n").at(-1) ?? "");
    expect(made).toMatchObject({ train: 4, valid: 1, sequences: 5000 });
    const { first, last } = made as { readonly first: number; readonly last: number };
    expect(last).toBeLessThan(first / 2);
  });

  it("writes files that come in with their splits", { timeout: 120_000 }, async (context) => {
    if (python === null) return context.skip();
    const file = join(scratch(), "foreign.hdf5");
    python.run(FOREIGN, [file]);
    const store = await emptyDataset();
    const { notes, ...counts } = await importRobomimic(file, store);
    expect(counts).toEqual({ episodes: 2, steps: 30 });
    expect(notes).toEqual(["The observation after the last step is not in the file: the last one stands for it."]);
    const episodes = await store.episodes();
    expect(episodes.map(({ curation }) => curation.split)).toEqual(["train", "validation"]);
    const { columns } = await store.load(episodes[1]?.id ?? "");
    expect([...(columns.observation ?? [])].slice(0, 11)).toEqual([1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2]);
    expect([...(columns.reward ?? [])].slice(-2)).toEqual([18, 19]);
  });
});
