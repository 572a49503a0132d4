import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { exportDataset } from "../../src/node/formats/export-dataset.ts";
import { importMinari } from "../../src/node/formats/import-minari.ts";
import { episodeStart, stepBatch } from "../builders/step-batch.ts";
import { emptyDataset, scratch, STOPPED } from "../unit/node/datasets/store-fixture.ts";
import { DEMO } from "./demo.ts";
import { pythonWith } from "./python.ts";
import type { Python } from "./python.ts";

/** Compares an exported dataset with the one it was imported from, through the real library. */
const COMPARE = `
import sys, minari, numpy as np
ours = minari.load_dataset("ours-v0")
theirs = minari.MinariDataset(sys.argv[1])
assert ours.total_episodes == theirs.total_episodes == 80, ours.total_episodes
assert ours.total_steps == 80000
assert ours.spec.observation_space == theirs.spec.observation_space
assert ours.spec.action_space == theirs.spec.action_space
assert ours.env_spec.id == "Hopper-v5"
assert ours.storage.metadata["ref_max_score"] > ours.storage.metadata["ref_min_score"]
for a, b in zip(ours.iterate_episodes(), theirs.iterate_episodes()):
    assert a.id == b.id
    for name in ("observations", "actions", "rewards"):
        x, y = getattr(a, name), getattr(b, name)
        assert x.dtype == y.dtype and x.tobytes() == y.tobytes(), (a.id, name)
    assert (a.terminations == b.terminations).all() and (a.truncations == b.truncations).all()
    assert len(a) == 1000 and a.observations.shape == (1001, 11)
seeds = [m["seed"] for m in ours.storage.get_episode_metadata(range(80))]
assert seeds == list(range(1000, 1080))
print("episodes", len(ours.sample_episodes(3)))
`;

/** Loads, filters, combines with itself (which appends to the files) and checks a recorded dataset. */
const USE = `
import minari, numpy as np
first = minari.load_dataset("first-v0")
second = minari.load_dataset("second-v0")
both = minari.combine_datasets([first, second], new_dataset_id="both-v0")
assert both.total_episodes == 4 and both.total_steps == 2 * (40 + 33), (both.total_episodes, both.total_steps)
episodes = list(minari.load_dataset("both-v0").iterate_episodes())
assert [len(e) for e in episodes] == [40, 33, 40, 33]
assert episodes[2].observations.tobytes() == episodes[0].observations.tobytes()
assert all(bool(e.truncations[-1]) or bool(e.terminations[-1]) for e in episodes)
# our other columns are the library's infos, in the combined dataset too; records are episode metadata
for dataset in (first, both):
    for episode in dataset.iterate_episodes():
        assert episode.infos["x"].shape == (len(episode),) and episode.infos["push"].shape == (len(episode), 8)
import json
record = json.loads(list(first.storage.get_episode_metadata([1]))[0]["pogo_record"])
assert record["start"]["device"] == "keyboard" and record["curation"]["success"] is True, record
assert len(both.sample_episodes(3)) == 3
assert first.spec.env_spec.id == "Hopper-v5"
metadata = first.storage.metadata
assert metadata["ref_min_score"] == 17.4 and metadata["ref_max_score"] == 3728, metadata
assert abs(float(minari.get_normalized_score(first, np.array(3728.0))) - 1) < 1e-12
with_reward = first.filter_episodes(lambda episode: len(episode) > 35)
assert with_reward.total_episodes == 1
print("combined", both.total_steps)
`;

/** Makes the environment of a dataset and steps it. */
const RECOVER = `
import minari
dataset = minari.load_dataset("hops-v0")
env = dataset.recover_environment()
observation, _ = env.reset(seed=1)
assert env.observation_space == dataset.spec.observation_space and env.action_space == dataset.spec.action_space
env.step(env.action_space.sample())
print(env.spec.id, observation.shape, env.action_space.shape)
`;

describe("the Minari library", () => {
  let python: Python | null = null;
  beforeAll(() => {
    python = pythonWith(["minari[hdf5]==0.5.4", "pillow", "gymnasium[mujoco]"]);
  }, 600_000);

  it("reads an export of its own dataset bit for bit", { timeout: 120_000 }, async (context) => {
    if (python === null) return context.skip();
    const store = await emptyDataset();
    await importMinari(DEMO, store);
    const root = scratch();
    await exportDataset(store, "minari", join(root, "ours-v0"));
    expect(python.run(COMPARE, [join(DEMO, "data")], { MINARI_DATASETS_PATH: root })).toContain("episodes 3");
  });

  it("combines recorded datasets", { timeout: 120_000 }, async (context) => {
    if (python === null) return context.skip();
    const root = scratch();
    mkdirSync(root, { recursive: true });
    const store = await emptyDataset();
    for (const steps of [40, 33]) {
      const recording = await store.begin(episodeStart());
      await recording.append(stepBatch(0, steps));
      const { id } = await recording.finish(STOPPED);
      await store.edit([{ op: "label", episode: id, success: true }]);
    }
    await exportDataset(store, "minari", join(root, "first-v0"));
    await exportDataset(store, "minari", join(root, "second-v0"));
    expect(python.run(USE, [], { MINARI_DATASETS_PATH: root })).toContain("combined 146");
  });

  it("makes the environment that an export names", { timeout: 120_000 }, async (context) => {
    if (python === null) return context.skip();
    const root = scratch();
    const store = await emptyDataset();
    const recording = await store.begin(episodeStart());
    await recording.append(stepBatch(0, 5));
    await recording.finish(STOPPED);
    await exportDataset(store, "minari", join(root, "hops-v0"));
    expect(python.run(RECOVER, [], { MINARI_DATASETS_PATH: root })).toContain("Hopper-v5 (11,) (3,)");
  });
});
