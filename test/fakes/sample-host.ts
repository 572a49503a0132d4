import { OBSERVATION_SIZE } from "../../src/shared/base/specs.ts";
import type { EpisodeCause } from "../../src/shared/dataset/columns.ts";
import { UNTOUCHED } from "../../src/shared/dataset/curation.ts";
import type { DatasetSummary, Episode, EpisodeSummary } from "../../src/shared/dataset/episode.ts";
import { isInterrupted } from "../../src/shared/dataset/used-episodes.ts";
import type { CurvePoint, Job, UnfinishedTraining } from "../../src/shared/ipc/jobs.ts";
import { bcConfigSchema } from "../../src/shared/ipc/train-config.ts";
import type { PolicyMeta, PolicySummary } from "../../src/shared/policy/policy-meta.ts";
import { createMemoryHost } from "./memory-bridge.ts";
import type { MemoryHost } from "./memory-bridge.ts";

const CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const FIRST_DAY = Date.UTC(2026, 10, 19, 9, 0, 0);

/** A valid episode id that orders by `index`. */
export function sampleId(index: number): string {
  let rest = index;
  let tail = "";
  for (let digit = 0; digit < 6; digit += 1) {
    tail = (CROCKFORD[rest % 32] ?? "0") + tail;
    rest = Math.floor(rest / 32);
  }
  return `01KA0000000000000000${tail}`;
}

/** An episode as lists show it. */
export function sampleEpisode(index: number, change: Partial<EpisodeSummary> = {}): EpisodeSummary {
  const causes: readonly EpisodeCause[] = ["time-limit", "pitch", "operator", "time-limit", "height"];
  const cause = causes[index % causes.length] ?? "time-limit";
  const steps = cause === "time-limit" ? 1000 : 180 + ((index * 137) % 700);
  const terminated = cause === "pitch" || cause === "height";
  return {
    id: sampleId(index),
    name: `Episode ${index + 1}`,
    createdAt: new Date(FIRST_DAY + index * 95_000).toISOString(),
    source: "human",
    level: "cruise",
    seed: index + 1,
    fingerprint: "euler-1",
    hopperOptions: {},
    policyId: null,
    device: "Xbox Wireless Controller",
    operator: "Ada",
    noise: 0,
    parent: null,
    steps,
    return: steps * (2.1 + ((index * 31) % 17) / 10),
    terminated,
    truncated: !terminated,
    cause,
    health: {
      rateAsked: 125,
      rateHeld: 125,
      missedTicks: index % 7 === 0 ? 1 : 0,
      inputAgeP50: 0.004,
      inputAgeP99: 0.0093,
      tickWorkP99: 0.0006,
    },
    recovered: false,
    replays: true,
    finalObservation: [],
    curation: UNTOUCHED,
    dropped: false,
    used: true,
    bytes: steps * 260,
    ...change,
  };
}

/** A hop-like trace: height, speed and lean swing with the gait. */
export function sampleLoadedEpisode(summary: EpisodeSummary): Episode {
  const observation = new Float64Array(summary.steps * OBSERVATION_SIZE);
  for (let step = 0; step < summary.steps; step += 1) {
    const phase = step / 9;
    const row = step * OBSERVATION_SIZE;
    observation[row] = 1.32 + 0.14 * Math.sin(phase);
    observation[row + 1] = 0.06 * Math.sin(phase * 0.5 + 0.6) + 0.02 * Math.sin(phase * 3.1);
    observation[row + 5] = 2.1 * (1 - Math.exp(-step / 90)) + 0.3 * Math.sin(phase * 2);
  }
  return { meta: summary, columns: { observation }, snapshots: [] };
}

export function sampleDataset(
  id: string,
  name: string,
  episodes: readonly EpisodeSummary[],
  change: Partial<DatasetSummary> = {},
): DatasetSummary {
  const kept = episodes.filter((episode) => !episode.dropped);
  return {
    id,
    name,
    path: `/home/ada/Pogo/datasets/${id}`,
    episodes: kept.length,
    interrupted: kept.filter(isInterrupted).length,
    steps: kept.reduce((sum, episode) => sum + episode.steps, 0),
    bytes: kept.reduce((sum, episode) => sum + episode.bytes, 0),
    createdAt: new Date(FIRST_DAY).toISOString(),
    problem: null,
    problems: 0,
    unreadableEdits: 0,
    ...change,
  };
}

export function samplePolicy(id: string, name: string, change: Partial<PolicyMeta> = {}): PolicySummary {
  const meta: PolicyMeta = {
    version: 1,
    id,
    name,
    createdAt: new Date(FIRST_DAY + 7_200_000).toISOString(),
    algorithm: "bc",
    architecture: { kind: "mlp", inputs: 11, hidden: [128, 64], outputs: 3, activation: "relu" },
    head: { kind: "linear" },
    normaliser: true,
    hyperparameters: bcConfigSchema.parse({}),
    seed: 1,
    dataset: {
      id: "expert",
      name: "Expert demonstrations",
      episodes: Array.from({ length: 72 }, (_, index) => sampleId(5000 + index)),
    },
    training: { backend: "tfjs-node", steps: 5640, seconds: 7.4, finalLoss: 0.00213, validationLoss: 0.00241 },
    evaluation: {
      episodes: 20,
      seed: 1,
      mean: 3312,
      std: 41,
      iqm: 3320,
      ci95: [3291, 3330],
      fallRate: 0.05,
      meanSteps: 982,
      normalized: 0.94,
    },
    ...change,
  };
  return { id, name, path: `/home/ada/Pogo/policies/${id}.safetensors`, bytes: 41_632, meta, problem: null };
}

/** Training and validation loss falling as they do. */
export function sampleCurve(points: number): CurvePoint[] {
  return Array.from({ length: points }, (_, index) => {
    const loss = 0.32 * Math.exp(-index / 22) + 0.002 + 0.0012 * Math.abs(Math.sin(index * 12.9898));
    const last = index % 10 === 9;
    return {
      step: (index + 1) * 28,
      epoch: Math.floor(index / 10) + 1,
      loss,
      validationLoss: last ? loss * 1.12 : null,
    };
  });
}

export function sampleJob(id: string, change: Partial<Job> = {}): Job {
  return {
    id,
    kind: "train",
    title: "Train “Expert clone”",
    state: "running",
    progress: { fraction: 0.43, message: "epoch 9 of 20", rate: 1250, rateUnit: "steps", secondsLeft: 12 },
    createdAt: new Date(FIRST_DAY + 7_000_000).toISOString(),
    endedAt: null,
    failure: null,
    result: null,
    ...change,
  };
}

/** A training that was stopped halfway. */
export function sampleUnfinished(id: string): UnfinishedTraining {
  return {
    id,
    name: `Training ${id}`,
    path: `/home/ada/Pogo/policies/${id}.safetensors.state`,
    algorithm: "bc",
    dataset: "expert",
    seed: 1,
    epoch: 12,
    epochs: 40,
    steps: 3384,
    seconds: 4.1,
    loss: 0.0041,
    createdAt: new Date(FIRST_DAY).toISOString(),
    problem: null,
  };
}

/** A home as it looks after some days of use. */
export function createSampleHost(change: Partial<MemoryHost> = {}): MemoryHost {
  const driven = Array.from({ length: 34 }, (_, index) => sampleEpisode(index));
  driven[5] = sampleEpisode(5, { recovered: true, replays: true, cause: "interrupted", name: "Before the power cut" });
  driven[8] = sampleEpisode(8, { dropped: true, used: false, curation: { ...UNTOUCHED, verdict: "drop" } });
  const expert = Array.from({ length: 2400 }, (_, index) =>
    sampleEpisode(5000 + index, {
      name: `Expert ${index + 1}`,
      source: "imported",
      level: "none",
      operator: null,
      device: null,
      health: null,
      replays: null,
      seed: null,
      cause: "time-limit",
      steps: 1000,
      return: 3728 + ((index * 7) % 9) - 4,
      terminated: false,
      truncated: true,
    }),
  );
  const episodes = { driven, expert, empty: [] };
  const all = [...driven, ...expert];
  return createMemoryHost({
    episodes,
    datasets: [
      sampleDataset("driven", "Morning drives", driven),
      sampleDataset("expert", "Expert demonstrations", expert),
      sampleDataset("empty", "Fresh", []),
      sampleDataset("broken", "From the old disk", [], { problem: "dataset.json is truncated" }),
    ],
    loadEpisode: (_dataset, id) => {
      const found = all.find((episode) => episode.id === id);
      return found === undefined ? null : sampleLoadedEpisode(found);
    },
    policies: [
      samplePolicy("expert-clone", "Expert clone"),
      samplePolicy("tanh-sgd", "Published tanh SGD", {
        createdAt: new Date(FIRST_DAY + 9_900_000).toISOString(),
        normaliser: false,
        evaluation: {
          episodes: 20,
          seed: 1,
          mean: 213.4,
          std: 18.2,
          iqm: 210,
          ci95: [206, 221],
          fallRate: 1,
          meanSteps: 92,
          normalized: 0.05,
        },
      }),
      samplePolicy("mine", "Morning clone", {
        dataset: { id: "driven", name: "Morning drives", episodes: driven.map((episode) => episode.id) },
        evaluation: null,
      }),
      {
        id: "torn",
        name: "torn.safetensors",
        path: "/home/ada/Pogo/policies/torn.safetensors",
        bytes: 812,
        meta: null,
        problem: "The file ends before its header does",
      },
    ],
    jobs: [
      sampleJob("job-2"),
      sampleJob("job-1", {
        title: "Train “First try”",
        state: "done",
        endedAt: new Date(FIRST_DAY).toISOString(),
        createdAt: new Date(FIRST_DAY).toISOString(),
        result: { kind: "policy", policyId: "expert-clone", finalLoss: 0.00213, meanReturn: 3312 },
      }),
      sampleJob("job-0", {
        kind: "import",
        title: "Import “cs285”",
        state: "failed",
        createdAt: new Date(FIRST_DAY - 5000).toISOString(),
        failure: {
          kind: "invalid-file",
          message: "main_data.hdf5 is not an HDF5 file",
          remedy: "Choose the folder that minari wrote.",
        },
      }),
    ],
    curves: { "job-2": sampleCurve(86), "job-1": sampleCurve(200) },
    checks: [
      { name: "TensorFlow", ok: true, detail: "tfjs-node 4.22.0 with libtensorflow 2.15.1", remedy: "" },
      {
        name: "Electron",
        ok: false,
        detail: "The binary of Electron 45 is not installed",
        remedy: "Run npx install-electron where the network allows it; the browser serves meanwhile.",
      },
      { name: "Data folder", ok: true, detail: "/home/ada/Pogo is writable, 31 GB free", remedy: "" },
    ],
    ...change,
  });
}
