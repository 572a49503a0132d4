import type { BcResult } from "../../shared/learn/algorithms/bc.ts";
import type { Network } from "../../shared/learn/network.ts";
import type { Checkpoint } from "../../shared/learn/trainer.ts";
import type { EvaluationSummary, PolicyMeta } from "../../shared/policy/policy-meta.ts";
import type { LossPoint } from "../../shared/learn/trainer.ts";
import type { TrainingOrder } from "./messages.ts";
import { thinCurve } from "./thin-curve.ts";

/** What is known of a policy besides its network and its order. */
export interface TrainingFacts {
  readonly backend: string;
  readonly seconds: number;
  readonly checkpoint: Checkpoint;
  /** null while training goes on */
  readonly result: BcResult | null;
  readonly evaluation: EvaluationSummary | null;
  /** every point so far */
  readonly curve: readonly LossPoint[];
  /** the policy whose weights it began with */
  readonly from: { readonly id: string; readonly name: string } | null;
}

/** A policy's metadata: how to make it again, from what, and how good it was. */
export function composeMeta(
  { request, policyId, createdAt }: TrainingOrder,
  dataset: {
    readonly id: string;
    readonly name: string;
    readonly data: { readonly episodes: readonly { readonly id: string }[] };
    readonly trims: Readonly<Record<string, readonly [number, number]>>;
  },
  network: Network,
  { backend, seconds, checkpoint, result, evaluation, curve, from }: TrainingFacts,
): PolicyMeta {
  const episodes = [...(result?.trainingEpisodes ?? dataset.data.episodes.map(({ id }) => id))];
  const trims = episodes.flatMap((id) => {
    const trim = dataset.trims[id];
    return trim === undefined ? [] : [[id, [...trim]] as [string, [number, number]]];
  });
  return {
    version: 1,
    id: policyId,
    name: request.name,
    createdAt,
    algorithm: request.algorithm,
    architecture: network.architecture,
    head: network.head,
    normaliser: network.normaliser !== null,
    hyperparameters: { ...request.config, checkpointEpoch: checkpoint.epoch },
    seed: request.seed,
    dataset: {
      id: dataset.id,
      name: dataset.name,
      episodes,
      ...(trims.length === 0 ? {} : { trims: Object.fromEntries(trims) }),
    },
    training: {
      backend,
      steps: checkpoint.step,
      seconds,
      finalLoss: checkpoint.loss,
      validationLoss: checkpoint.validationLoss,
      curve: [...thinCurve(curve)],
    },
    ...(from === null ? {} : { init: from }),
    evaluation,
  };
}
