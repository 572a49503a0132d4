import type { Normaliser } from "../policy/policy.ts";
import type { Architecture, PolicyHead } from "../policy/policy-meta.ts";
import { toBins } from "./action-bins.ts";
import { fitNormaliser, standardise } from "./fit-normaliser.ts";
import { fixedItems, planRows, spansOf } from "./row-plan.ts";
import type { RowPlan } from "./row-plan.ts";
import type { TrainingTable } from "./training-engine.ts";
import { concatenate, extendEpisode } from "./transitions.ts";
import type { EpisodeSplit } from "./transitions.ts";

/** Episodes as an engine takes them: one table, the training episodes first. */
export interface PreparedRows {
  readonly table: TrainingTable;
  readonly normaliser: Normaliser | null;
  readonly plan: RowPlan;
  /** items of the held-out episodes */
  readonly heldOut: Int32Array;
}

export interface RowOptions {
  readonly architecture: Architecture;
  readonly head: PolicyHead;
  readonly standardise: boolean;
  /** one to use as it is; null: fitted to the training episodes */
  readonly normaliser: Normaliser | null;
}

/** Standardises, bins and lays out the episodes of a split. */
export function prepareRows(split: EpisodeSplit, options: RowOptions): PreparedRows {
  const { architecture, head } = options;
  const window = architecture.kind === "lstm" ? architecture.window : 1;
  const outputs = head.kind === "bins" ? architecture.outputs / head.bins : architecture.outputs;
  const measured = concatenate(split.training, architecture.inputs, outputs);
  const normaliser = options.standardise ? (options.normaliser ?? fitNormaliser(measured)) : null;
  const training = split.training.map((episode) => extendEpisode(episode, window));
  const validation = split.validation.map((episode) => extendEpisode(episode, window));
  const spans = spansOf([...training, ...validation], 0);
  const rows = standardise(concatenate([...training, ...validation], architecture.inputs, outputs), normaliser);
  const targets = head.kind === "bins" ? toBins(rows.actions, head.bins) : rows.actions;
  return {
    table: { count: rows.count, observations: rows.observations, targets },
    normaliser,
    plan: planRows(spans.slice(0, training.length), window),
    heldOut: fixedItems(spans.slice(training.length), window),
  };
}
