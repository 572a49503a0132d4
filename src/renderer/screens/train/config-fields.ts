import { bcConfigSchema } from "../../../shared/ipc/train-config.ts";
import type { BcConfig } from "../../../shared/ipc/train-config.ts";

/** How a hyperparameter is entered. */
export interface ConfigField {
  readonly key: keyof BcConfig;
  readonly label: string;
  readonly input: "number" | "text" | "choice" | "switch";
  readonly choices?: readonly { readonly value: string; readonly label: string }[];
}

export interface ConfigGroup {
  readonly title: string;
  readonly fields: readonly ConfigField[];
}

/** Every hyperparameter of behavioural cloning, in the order one thinks of them. */
export const CONFIG_GROUPS: readonly ConfigGroup[] = [
  {
    title: "Network",
    fields: [
      { key: "hidden", label: "Hidden layers", input: "text" },
      {
        key: "activation",
        label: "Activation",
        input: "choice",
        choices: [
          { value: "relu", label: "ReLU" },
          { value: "tanh", label: "tanh" },
        ],
      },
      { key: "normaliser", label: "Normaliser", input: "switch" },
      {
        key: "head",
        label: "Head",
        input: "choice",
        choices: [
          { value: "linear", label: "Linear" },
          { value: "bins", label: "Bins" },
        ],
      },
      { key: "bins", label: "Bins", input: "number" },
      {
        key: "recurrent",
        label: "Memory",
        input: "choice",
        choices: [
          { value: "none", label: "None" },
          { value: "lstm", label: "LSTM" },
        ],
      },
      { key: "cells", label: "Cells", input: "number" },
      { key: "window", label: "Window", input: "number" },
    ],
  },
  {
    title: "Optimisation",
    fields: [
      {
        key: "optimizer",
        label: "Optimiser",
        input: "choice",
        choices: [
          { value: "adam", label: "Adam" },
          { value: "sgd", label: "SGD" },
        ],
      },
      { key: "learningRate", label: "Learning rate", input: "number" },
      { key: "batchSize", label: "Batch size", input: "number" },
      { key: "epochs", label: "Epochs", input: "number" },
      { key: "l2", label: "L2", input: "number" },
      { key: "clipNorm", label: "Clip gradient", input: "number" },
    ],
  },
  {
    title: "Held-out episodes and evaluation",
    fields: [
      {
        key: "split",
        label: "Held out by",
        input: "choice",
        choices: [
          { value: "seed", label: "Seed" },
          { value: "dataset", label: "Dataset" },
        ],
      },
      { key: "validationFraction", label: "Validation share", input: "number" },
      { key: "earlyStop", label: "Early stop", input: "number" },
      { key: "evaluationEpisodes", label: "Evaluation episodes", input: "number" },
    ],
  },
];

/** The one line that the configuration's own schema says about a field. */
export function docOf(key: keyof BcConfig): string {
  const text = bcConfigSchema.shape[key].description ?? "";
  return text.charAt(0).toUpperCase() + text.slice(1);
}
