import type { BcConfig } from "./train-config.ts";

/** A named starting point: what differs from the defaults. */
export interface TrainPreset {
  readonly id: string;
  readonly label: string;
  readonly doc: string;
  readonly config: Partial<BcConfig>;
}

const published = {
  hidden: [128, 64],
  normaliser: false,
  batchSize: 256,
  epochs: 20,
  l2: 0,
} satisfies Partial<BcConfig>;
const PUBLISHED_L2 = 1e-4;
const PUBLISHED_SGD_RATE = 1e-2;

const PUBLISHED_LSTM = { recurrent: "lstm", cells: 64, window: 16, clipNorm: 1 } as const;

/** The rows of the published table, in its order. */
const PUBLISHED: readonly TrainPreset[] = [
  {
    id: "tanh-sgd",
    label: "tanh · SGD",
    doc: "Published configuration 1.",
    config: { ...published, activation: "tanh", optimizer: "sgd", learningRate: PUBLISHED_SGD_RATE },
  },
  {
    id: "tanh-adam",
    label: "tanh · Adam",
    doc: "Published configuration 2.",
    config: { ...published, activation: "tanh" },
  },
  {
    id: "relu-sgd",
    label: "ReLU · SGD",
    doc: "Published configuration 3.",
    config: { ...published, optimizer: "sgd", learningRate: PUBLISHED_SGD_RATE },
  },
  { id: "relu-adam", label: "ReLU · Adam", doc: "Published configuration 4.", config: { ...published } },
  {
    id: "tanh-adam-l2",
    label: "tanh · Adam · L2",
    doc: "Published configuration 5.",
    config: { ...published, activation: "tanh", l2: PUBLISHED_L2 },
  },
  {
    id: "relu-adam-l2",
    label: "ReLU · Adam · L2",
    doc: "Published configuration 6.",
    config: { ...published, l2: PUBLISHED_L2 },
  },
  {
    id: "relu-l2-lstm",
    label: "ReLU · L2 · LSTM",
    doc: "Published configuration 7: a memory before the output.",
    config: { ...published, ...PUBLISHED_LSTM, l2: PUBLISHED_L2 },
  },
];

/** The ids of the published configurations, in the order of the published table. */
export const PUBLISHED_PRESET_IDS: readonly string[] = PUBLISHED.map(({ id }) => id);

/**
 * The recommended configuration first, then those of the public behavioural-cloning write-up on a Hopper expert
 * (net 128-64, no normaliser; its table reports the mean return of each), then the same with standardised observations, of
 * which relu-adam-l2-normalised is the recommended one.
 */
export const TRAIN_PRESETS: readonly TrainPreset[] = [
  {
    id: "recommended",
    label: "Recommended",
    doc: "ReLU, Adam, standardised observations and a little L2: the clone that hops best and falls least.",
    config: {},
  },
  ...PUBLISHED,
  ...PUBLISHED.map(({ id, label, doc, config }) => ({
    id: `${id}-normalised`,
    label: `${label} · normaliser`,
    doc: `${doc.slice(0, -1)}, with standardised observations.`,
    config: { ...config, normaliser: true },
  })),
];
