import type { ConfigDraft, ConfigField } from "../../state/train-algorithms.ts";

/** Hyperparameters that are thought of together. */
export interface ConfigGroup {
  readonly title: string;
  readonly fields: readonly ConfigField[];
}

const GROUPS: readonly (readonly [string, readonly string[]])[] = [
  ["Network", ["hidden", "activation", "normaliser", "head", "bins", "recurrent", "cells", "window"]],
  ["Optimisation", ["optimizer", "learningRate", "batchSize", "epochs", "l2", "clipNorm", "earlyStop"]],
  ["Data", ["labels", "split", "validationFraction"]],
  ["Evaluation", ["evaluationEpisodes"]],
];

const LABELS: Readonly<Record<string, string>> = {
  hidden: "Hidden layers",
  recurrent: "Memory",
  optimizer: "Optimiser",
  l2: "L2",
  clipNorm: "Clip gradient",
  split: "Held out by",
  validationFraction: "Validation share",
};

const CHOICES: Readonly<Record<string, string>> = {
  relu: "ReLU",
  tanh: "tanh",
  lstm: "LSTM",
  sgd: "SGD",
};

/** The fields in their groups; those that no group knows are the algorithm's own and come first. */
export function groupFields(fields: readonly ConfigField[]): readonly ConfigGroup[] {
  const known = new Set(GROUPS.flatMap(([, keys]) => keys));
  const groups = GROUPS.map(([title, keys]) => ({
    title,
    fields: keys.flatMap((key) => fields.find((field) => field.key === key) ?? []),
  }));
  const own = { title: "Algorithm", fields: fields.filter(({ key }) => !known.has(key)) };
  return [own, ...groups].filter((group) => group.fields.length > 0);
}

/** "evaluationEpisodes" → "Evaluation episodes" */
export function labelOf(key: string): string {
  const words = key.replaceAll(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
  return LABELS[key] ?? words.charAt(0).toUpperCase() + words.slice(1);
}

export function choiceLabel(choice: string): string {
  return CHOICES[choice] ?? choice.charAt(0).toUpperCase() + choice.slice(1);
}

/** What may be given: "1 … 10,000", "above 0 … 10". */
export function rangeOf({ kind, low, high, aboveLow }: ConfigField): string {
  if (kind === "choice" || kind === "switch") return "";
  const from = low === null ? "" : `${aboveLow ? "above " : ""}${shortNumber(low)}`;
  return `${from} … ${high === null ? "" : shortNumber(high)}`.trim();
}

function shortNumber(value: number): string {
  return value.toLocaleString("en-US", { maximumFractionDigits: 6 });
}

/** Whether a field's value has any effect beside the others. */
export function hasEffect(key: string, draft: ConfigDraft): boolean {
  const needed = NEEDS[key];
  return needed === undefined || draft[needed[0]] === undefined || draft[needed[0]] === needed[1];
}

const NEEDS: Readonly<Record<string, readonly [string, string]>> = {
  bins: ["head", "bins"],
  cells: ["recurrent", "lstm"],
  window: ["recurrent", "lstm"],
  validationFraction: ["split", "seed"],
};
