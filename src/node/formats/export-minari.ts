import { promises as fs } from "node:fs";
import { join } from "node:path";
import type { Group } from "h5wasm";
import { FailureError } from "../../shared/base/failure.ts";
import { ACTION_SIZE, OBSERVATION_SIZE } from "../../shared/base/specs.ts";
import { toMinari } from "../../shared/export/minari-episode.ts";
import type { MinariEpisode } from "../../shared/export/minari-episode.ts";
import { minariDatasetId, minariMetadata } from "../../shared/export/minari-metadata.ts";
import type { DatasetStore } from "../datasets/dataset-store.ts";
import { writeDurably } from "../datasets/durable-files.ts";
import { createHdf5 } from "./hdf5-sandbox.ts";
import { checkCancelled } from "./transfer.ts";
import type { Exported, TransferOptions } from "./transfer.ts";

/** What Minari has no place for. */
export const MINARI_LOST = ["Columns other than observations, actions, rewards and ends."] as const;

/** The file is made in memory. */
const MAX_STEPS = 5_000_000;

/** Growable along the first axis, as the library's own files, so that it can append to them. */
function writeArray(
  group: Group,
  name: string,
  data: Float64Array | Float32Array | Int8Array,
  shape: readonly number[],
): void {
  group.create_dataset({ name, data, shape: [...shape], maxshape: [null, ...shape.slice(1)], chunks: [...shape] });
}

function writeGroup(group: Group, id: number, episode: MinariEpisode): void {
  const { steps } = episode;
  group.create_attribute("id", id, [], "<q");
  group.create_attribute("total_steps", steps, [], "<q");
  if (episode.seed !== null) group.create_attribute("seed", episode.seed, [], "<q");
  let sum = 0;
  for (const reward of episode.rewards) sum += reward;
  const { rewards } = episode;
  const statistics = {
    sum,
    mean: sum / steps,
    max: rewards.reduce((a, b) => Math.max(a, b)),
    min: rewards.reduce((a, b) => Math.min(a, b)),
  };
  for (const [name, value] of Object.entries(statistics)) group.create_attribute(`rewards_${name}`, value, [], "<d");
  writeArray(group, "observations", episode.observations, [steps + 1, OBSERVATION_SIZE]);
  writeArray(group, "actions", episode.actions, [steps, ACTION_SIZE]);
  writeArray(group, "rewards", rewards, [steps]);
  writeArray(group, "terminations", Int8Array.from(episode.terminations), [steps]);
  writeArray(group, "truncations", Int8Array.from(episode.truncations), [steps]);
}

/** Writes data/main_data.hdf5 and data/metadata.json, the layout of a Minari dataset's folder. */
export async function exportMinari(
  store: DatasetStore,
  folder: string,
  name: string,
  options: TransferOptions,
): Promise<Exported> {
  const kept = await store.usedEpisodes();
  const steps = kept.reduce((sum, episode) => sum + episode.steps, 0);
  if (kept.length === 0)
    throw new FailureError("invalid-input", "The dataset has no episodes to export.", "Record or restore one first.");
  if (steps > MAX_STEPS)
    throw new FailureError(
      "unsupported",
      `The dataset has ${steps} steps; a Minari file of at most ${MAX_STEPS} can be made.`,
      "Export to CSV, or drop episodes.",
    );
  const bytes = await createHdf5(async (file) => {
    for (const [id, episode] of kept.entries()) {
      checkCancelled(options, "The export was cancelled; nothing was written.");
      options.onProgress?.(id / kept.length, `Episode ${id + 1} of ${kept.length}`);
      writeGroup(file.create_group(`episode_${id}`), id, toMinari(await store.loadUsed(episode)));
    }
  });
  const totals = { datasetId: minariDatasetId(name), episodes: kept.length, steps, megabytes: bytes.length / 1e6 };
  await fs.mkdir(join(folder, "data"));
  const files = [join("data", "main_data.hdf5"), join("data", "metadata.json")] as const;
  await writeDurably(join(folder, files[0]), [bytes]);
  await writeDurably(join(folder, files[1]), [Buffer.from(minariMetadata(store.info, totals))]);
  options.onProgress?.(1, `${kept.length} episodes`);
  return { episodes: kept.length, steps, files, lost: MINARI_LOST };
}
