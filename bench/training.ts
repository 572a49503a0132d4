import { performance } from "node:perf_hooks";
import { isPytorchMissing } from "../scripts/lib/pytorch.mjs";
import { loadTensorflow } from "../src/node/tensorflow/load-tensorflow.ts";
import type { LoadedTensorflow } from "../src/node/tensorflow/load-tensorflow.ts";
import { createEngine } from "../src/node/trainer/create-engine.ts";
import { createRng } from "../src/shared/base/rng.ts";
import type { Rng } from "../src/shared/base/rng.ts";
import { initialiseWeights } from "../src/shared/learn/network.ts";
import { packParameters } from "../src/shared/learn/parameters.ts";
import type { TrainingEngine } from "../src/shared/learn/training-engine.ts";
import { Pytorch } from "./training/pytorch.ts";
import type { Workload } from "./training/pytorch.ts";

const ROWS = 20_000;
const [INPUTS, OUTPUTS, CELLS, WINDOW] = [11, 3, 64, 16];
const ROUND_SECONDS = 1;
const ROUNDS = 7;

/** What is compared, and how many times PyTorch's rate ours should be. */
const WORKLOADS: readonly (Workload & { readonly bar: number })[] = [
  { kind: "mlp", batch: 64, bar: 4 },
  { kind: "mlp", batch: 256, bar: 2.5 },
  { kind: "mlp", batch: 1024, bar: 1.8 },
  { kind: "lstm", batch: 64, bar: 1.2 },
  { kind: "lstm", batch: 256, bar: 1.2 },
];

/** One workload; rates are medians of interleaved rounds, drawing and gathering the rows included on both sides. */
interface Compared {
  readonly network: string;
  /** rows per step; for the LSTM windows of 16 rows */
  readonly batch: number;
  readonly engineStepsPerSecond: number;
  /** null where there is no PyTorch */
  readonly torchStepsPerSecond: number | null;
  /** median over the rounds of engine / torch */
  readonly ratio: number | null;
  readonly bar: number;
  readonly ok: boolean | null;
}

interface Report {
  readonly backend: string;
  readonly torch: string | null;
  /** why there is no PyTorch to compare with */
  readonly torchMissing: string | null;
  readonly results: readonly Compared[];
}

/** Gradient steps per second with Adam and mean squared error, ours against PyTorch with one thread, in the same sitting. */
export async function run(report: (line: string) => void): Promise<Report> {
  const loaded = await loadTensorflow("node");
  const backend = `${loaded.backend} ${loaded.version}`;
  if (isPytorchMissing())
    report("Installing PyTorch from PyPI into the cache folder (on Linux x64 some 3 GB to download).");
  let torch: Pytorch | null = null;
  let torchMissing: string | null = null;
  try {
    torch = await Pytorch.prepare();
  } catch (error) {
    torchMissing = error instanceof Error ? error.message : String(error);
    report(`No PyTorch to compare with: ${torchMissing}`);
  }
  report(`gradient steps per second, ${backend} and PyTorch, one thread each, Adam:`);
  let version: string | null = null;
  const results: Compared[] = [];
  try {
    for (const workload of WORKLOADS) {
      const side = createSide(loaded, workload);
      const rounds: { readonly ours: number; readonly theirs: number | null }[] = [];
      for (let round = 0; round <= ROUNDS; round += 1) {
        const ours = measure(side);
        const theirs = torch === null ? null : await torch.measure(pick(workload), ROUND_SECONDS);
        version ??= theirs?.torch ?? null;
        // The first round warms up.
        if (round > 0) rounds.push({ ours, theirs: theirs?.stepsPerSecond ?? null });
      }
      side.engine.dispose();
      results.push(compare(workload, rounds));
      report(describe(results.at(-1)!));
    }
  } finally {
    torch?.close();
  }
  return { backend, torch: version, torchMissing, results };
}

function pick({ kind, batch }: Workload): Workload {
  return { kind, batch };
}

interface Side {
  readonly engine: TrainingEngine;
  readonly batch: number;
  readonly rng: Rng;
}

function createSide(loaded: LoadedTensorflow, { kind, batch }: Workload): Side {
  const shape = { inputs: INPUTS, outputs: OUTPUTS, activation: "relu" as const };
  const architecture =
    kind === "mlp"
      ? { kind, ...shape, hidden: [128, 64] }
      : { kind, ...shape, hidden: [], cells: CELLS, window: WINDOW };
  const rng = createRng(1);
  const parameters = packParameters(initialiseWeights(architecture, rng));
  const { engine } = createEngine(
    loaded,
    { architecture, head: { kind: "linear" }, optimizer: "adam", learningRate: 1e-3, l2: 0, clipNorm: 0 },
    { steps: 0, parameters, moments: [] },
  );
  engine.load({
    count: ROWS,
    observations: Float32Array.from({ length: ROWS * INPUTS }, () => rng.normal()),
    targets: Float32Array.from({ length: ROWS * OUTPUTS }, () => rng.uniform(-1, 1)),
  });
  return { engine, batch, rng };
}

function measure({ engine, batch, rng }: Side): number {
  const started = performance.now();
  let steps = 0;
  while (performance.now() - started < ROUND_SECONDS * 1000) {
    const count = engine.stepsPerCall;
    engine.train(
      Int32Array.from({ length: count * batch }, () => rng.int(ROWS - WINDOW)),
      batch,
    );
    steps += count;
  }
  return (steps * 1000) / (performance.now() - started);
}

function compare(
  { kind, batch, bar }: (typeof WORKLOADS)[number],
  rounds: readonly { readonly ours: number; readonly theirs: number | null }[],
): Compared {
  const theirs = rounds.flatMap((round) => (round.theirs === null ? [] : [round.theirs]));
  const ratio = theirs.length === 0 ? null : median(rounds.map((round, i) => round.ours / theirs[i]!));
  return {
    network: kind === "mlp" ? "11-128-64-3, ReLU" : "11-LSTM(64)-3 over 16 steps",
    batch,
    engineStepsPerSecond: median(rounds.map(({ ours }) => ours)),
    torchStepsPerSecond: theirs.length === 0 ? null : median(theirs),
    ratio,
    bar,
    ok: ratio === null ? null : ratio >= bar,
  };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1]!;
}

function describe({ network, batch, engineStepsPerSecond, torchStepsPerSecond, ratio, bar }: Compared): string {
  const theirs =
    torchStepsPerSecond === null || ratio === null
      ? ""
      : `, PyTorch ${torchStepsPerSecond.toFixed(0)}: ${ratio.toFixed(2)} times (wanted: ${bar})`;
  return `  ${network}, batch ${batch}: ${engineStepsPerSecond.toFixed(0)}${theirs}`;
}
