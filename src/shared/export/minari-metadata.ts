import { z } from "zod";
import type { DatasetInfo } from "../dataset/dataset-info.ts";
import { invalidFile } from "../dataset/invalid-file.ts";

/** Version of the Minari library whose layout is written. */
const MINARI_VERSION = "0.5.4";

/** What is read of a Minari dataset's metadata.json. */
const metadataSchema = z.object({
  dataset_id: z.string().max(300),
  total_episodes: z.number().int().nonnegative(),
  data_format: z.string().max(40).optional(),
  env_spec: z.string().max(100_000).optional(),
  description: z.string().max(10_000).optional(),
  author: z.union([z.string(), z.array(z.string())]).optional(),
  code_permalink: z.string().max(1000).optional(),
});
export type MinariMetadata = z.infer<typeof metadataSchema>;

/** Parses metadata.json; FailureError "invalid-file". */
export function parseMinariMetadata(text: string): MinariMetadata {
  try {
    return metadataSchema.parse(JSON.parse(text));
  } catch (error) {
    throw invalidFile("The Minari dataset's metadata.json is damaged or of another kind.", error);
  }
}

/** The Gymnasium id of the environment, from metadata.json's env_spec; null where it does not say. */
export function environmentId(metadata: MinariMetadata): string | null {
  try {
    return z.object({ id: z.string() }).parse(JSON.parse(metadata.env_spec ?? "")).id;
  } catch {
    return null;
  }
}

function box(dtype: string, size: number, bound: number): string {
  const all = (value: number): string =>
    Array.from({ length: size }, () =>
      Number.isFinite(value) ? `${value}.0` : value > 0 ? "Infinity" : "-Infinity",
    ).join(", ");
  return `{"type": "Box", "dtype": "${dtype}", "shape": [${size}], "low": [${all(-bound)}], "high": [${all(bound)}]}`;
}

/** What the metadata says about an export. */
export interface MinariTotals {
  readonly datasetId: string;
  readonly episodes: number;
  readonly steps: number;
  readonly megabytes: number;
  /** mean returns of a random and of an expert policy, by which Minari normalises scores */
  readonly returns: { readonly random: number; readonly expert: number };
}

/** metadata.json as the Minari library writes it: spaces and environment are JSON strings within the JSON. */
export function minariMetadata(info: DatasetInfo, totals: MinariTotals): string {
  const { environment } = info;
  const spec = {
    id: environment.id,
    entry_point: "gymnasium.envs.mujoco.hopper_v5:HopperEnv",
    reward_threshold: 3800,
    nondeterministic: false,
    max_episode_steps: environment.maxEpisodeSteps,
    order_enforce: true,
    disable_env_checker: false,
    kwargs: {},
    additional_wrappers: [],
    vector_entry_point: null,
  };
  const metadata = {
    total_episodes: totals.episodes,
    total_steps: totals.steps,
    data_format: "hdf5",
    jpeg_encoding: true,
    observation_space: box("float64", environment.observation.length, Infinity),
    action_space: box("float32", environment.action.length, 1),
    env_spec: JSON.stringify(spec),
    dataset_id: totals.datasetId,
    code_permalink: "none",
    author: [info.createdBy],
    author_email: ["none@example.invalid"],
    algorithm_name: "demonstrations",
    description: `${info.name}. Recorded with Pogo; physics: ${environment.physics}.`,
    minari_version: MINARI_VERSION,
    ref_max_score: totals.returns.expert,
    ref_min_score: totals.returns.random,
    num_episodes_average_score: 100,
    dataset_size: Math.round(totals.megabytes * 10) / 10,
  };
  return JSON.stringify(metadata);
}

/** A dataset id as Minari demands: `name-v0`; kept where the name already is one. */
export function minariDatasetId(name: string): string {
  if (/^[\w-]+-v\d+$/.test(name)) return name;
  const plain = name
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-+|-+$/g, "");
  return `${plain === "" ? "dataset" : plain}-v0`;
}
