import { createHash } from "node:crypto";
import { ACTION_SIZE, OBSERVATION_SIZE } from "../../shared/base/specs.ts";
import { FailureError } from "../../shared/base/failure.ts";
import { STEP_SOURCES } from "../../shared/dataset/columns.ts";
import type { ColumnArray, StepSource } from "../../shared/dataset/columns.ts";
import type { TrainRequest } from "../../shared/ipc/train-config.ts";
import { selectRows } from "../../shared/learn/select-rows.ts";
import { throwIfAborted } from "../../shared/learn/trainer.ts";
import type { EpisodeTransitions } from "../../shared/learn/transitions.ts";
import { openDataset } from "../datasets/open-dataset.ts";
import type { LoadedDataset } from "./run-training.ts";

/**
 * The used episodes of a dataset folder, trimmed, in single precision. What is imitated is the clean action
 * (`action_label`) where noise was executed, the executed one elsewhere. With `labels` "human" only the steps that a
 * human drove (FailureError "invalid-input" where there are none).
 */
export async function loadTrainingData(
  path: string,
  signal: AbortSignal,
  labels: TrainRequest["config"]["labels"] = "all",
): Promise<LoadedDataset> {
  const store = await openDataset(path, { mode: "read" });
  try {
    const curations = new Map((await store.episodes()).map(({ id, curation }) => [id, curation]));
    const episodes: EpisodeTransitions[] = [];
    const trims: Record<string, [number, number]> = {};
    const hash = createHash("sha256");
    for await (const { meta, columns } of store.rows(["observation", "action", "action_label", "source"], undefined, {
      reuse: true,
    })) {
      throwIfAborted(signal);
      const observations = Float32Array.from(columns.observation ?? []);
      const actions = Float32Array.from(columns.action_label ?? columns.action ?? []);
      const steps = observations.length / OBSERVATION_SIZE;
      if (actions.length !== steps * ACTION_SIZE)
        throw new Error(`episode ${meta.id} has ${steps} observations and ${actions.length} action values`);
      const { trim = null, split = null } = curations.get(meta.id) ?? {};
      if (trim !== null) trims[meta.id] = [trim.from, trim.from + steps];
      const episode = { id: meta.id, steps, observations, actions, split };
      const parts = labels === "all" ? [episode] : selectRows(episode, byHuman(columns.source, steps, meta.source));
      for (const part of parts) {
        hash
          .update(`${part.id} ${part.steps} ${part.split ?? ""}\n`)
          .update(part.observations)
          .update(part.actions);
        episodes.push(part);
      }
    }
    if (labels === "human" && episodes.length === 0)
      throw new FailureError(
        "invalid-input",
        "No step of the dataset was driven by a human.",
        "Record by hand or take over from a policy, or train with labels=all.",
      );
    return {
      id: store.info.id,
      name: store.info.name,
      data: { inputs: OBSERVATION_SIZE, outputs: ACTION_SIZE, episodes },
      trims,
      digest: hash.digest("hex"),
    };
  } finally {
    await store.close();
  }
}

/** 1 for each row that a human drove. Where rows do not say, the episode does. */
function byHuman(source: ColumnArray | undefined, steps: number, ofEpisode: StepSource): Uint8Array {
  if (source === undefined) return new Uint8Array(steps).fill(Number(ofEpisode === "human"));
  return Uint8Array.from(source, (code) => Number(STEP_SOURCES[code] === "human"));
}
