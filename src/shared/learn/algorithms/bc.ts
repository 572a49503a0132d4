import { FailureError } from "../../base/failure.ts";
import { createRng } from "../../base/rng.ts";
import { fitNormaliser, standardise } from "../fit-normaliser.ts";
import { initialiseLayers, layersDiffer } from "../network.ts";
import type { Network } from "../network.ts";
import type { RegressionEngine, RegressionOptions } from "../regression-engine.ts";
import type { DenseLayer } from "../../policy/policy.ts";
import { mean } from "../statistics.ts";
import { throwIfAborted } from "../trainer.ts";
import type { Checkpoint, TrainerHost } from "../trainer.ts";
import { concatenate, gatherRows, shuffled, sliceRows, splitEpisodes } from "../transitions.ts";
import type { TransitionData, TransitionRows } from "../transitions.ts";

/** Behavioural cloning's hyperparameters. Ranges and defaults: docs/algorithms/bc.md. */
export interface BcOptions {
  /** hidden layer sizes */
  readonly hidden: readonly number[];
  /** hidden activation; the output is linear */
  readonly activation: "relu" | "tanh";
  readonly optimizer: "adam" | "sgd";
  readonly learningRate: number;
  /** transitions per minibatch */
  readonly batchSize: number;
  /** passes over the training episodes */
  readonly epochs: number;
  /** λ of λ/2 · Σ w² over weights */
  readonly l2: number;
  /** standardise observations */
  readonly normaliser: boolean;
  /** share of episodes held out */
  readonly validationFraction: number;
  /** epochs without better held-out loss before stopping; 0 is off */
  readonly earlyStop: number;
  /** rollouts per examined checkpoint; 0: the last one is kept unexamined */
  readonly evaluationEpisodes: number;
}

/** A training run's input. */
export interface BcRun {
  readonly data: TransitionData;
  readonly options: BcOptions;
  /** decides the split, the first weights, the order of minibatches and the selection rollouts */
  readonly seed: number;
  readonly createEngine: (options: RegressionOptions, initial: readonly DenseLayer[]) => RegressionEngine;
  readonly host: TrainerHost;
}

/** A training run's output. */
export interface BcResult {
  /** the examined checkpoint with the highest mean return; `last` where none was examined */
  readonly best: Checkpoint;
  readonly last: Checkpoint;
  /** gradient steps and transitions seen */
  readonly steps: number;
  readonly samples: number;
  readonly trainingEpisodes: readonly string[];
  readonly validationEpisodes: readonly string[];
}

// Each stream of random numbers has its own name, so that switching one use off leaves the others as they were.
const STREAM = { split: 1, weights: 2, order: 3, rollouts: 4 } as const;
/** Checkpoints that are rolled out, evenly spread, the last epoch among them. */
const EXAMINED_CHECKPOINTS = 5;
/** Points of a curve, about; each is the mean of the losses since the one before. */
const CURVE_POINTS = 1000;
/** Held-out rows measured in one piece. */
const MEASURED_ROWS = 4096;

/**
 * Behavioural cloning (Pomerleau 1988; Bain and Sammut 1995): regression of the demonstrated action on the observation,
 * mean squared error over minibatches. Held-out loss says little about driving (Ross and Bagnell 2010: errors compound),
 * so checkpoints are chosen by rollouts. FailureError "cancelled" on abort, "invalid-input" without data or when the
 * loss is no longer a number.
 */
export async function trainBc(run: BcRun): Promise<BcResult> {
  const { data, options, host } = run;
  const rng = createRng(run.seed);
  const split = splitEpisodes(data, options.validationFraction, rng.fork(STREAM.split));
  const rawRows = concatenate(split.training, data.inputs, data.outputs);
  const normaliser = options.normaliser ? fitNormaliser(rawRows) : null;
  const rows = standardise(rawRows, normaliser);
  const heldOut = standardise(concatenate(split.validation, data.inputs, data.outputs), normaliser);
  const architecture: Network["architecture"] = {
    kind: "mlp",
    inputs: data.inputs,
    hidden: [...options.hidden],
    outputs: data.outputs,
    activation: options.activation,
  };
  const initial = initialiseLayers(architecture, rng.fork(STREAM.weights));
  const orderRng = rng.fork(STREAM.order);
  const rolloutRng = rng.fork(STREAM.rollouts);
  const selectionSeeds = Array.from({ length: options.evaluationEpisodes }, () => rolloutRng.uint32());
  const engine = run.createEngine(
    { architecture, optimizer: options.optimizer, learningRate: options.learningRate, l2: options.l2 },
    initial,
  );
  const curve = new CurveMeter(host, options, rows.count);
  let best: Checkpoint | null = null;
  let bestHeldOut = Number.POSITIVE_INFINITY;
  let epochsWithoutBetter = 0;
  try {
    for (let epoch = 1; ; epoch += 1) {
      const loss = await trainEpoch(
        engine,
        rows,
        shuffled(rows.count, orderRng),
        options.batchSize,
        host,
        curve,
        epoch,
      );
      const validationLoss =
        heldOut.count > 0 ? requireNumber(await measureError(engine, heldOut, host), engine.steps) : null;
      curve.flush(epoch, validationLoss);
      if (validationLoss !== null) {
        epochsWithoutBetter = validationLoss < bestHeldOut ? 0 : epochsWithoutBetter + 1;
        bestHeldOut = Math.min(bestHeldOut, validationLoss);
      }
      const stop = options.earlyStop > 0 && epochsWithoutBetter >= options.earlyStop;
      const isLast = stop || epoch === options.epochs;
      const network: Network = { architecture, normaliser, layers: engine.layers() };
      const examine =
        host.rollOut !== null && selectionSeeds.length > 0 && (isLast || isExamined(epoch, options.epochs));
      const outcomes = examine && host.rollOut !== null ? await host.rollOut(network, selectionSeeds) : [];
      throwIfAborted(host.signal);
      const meanReturn = outcomes.length > 0 ? mean(outcomes.map((outcome) => outcome.return)) : null;
      const checkpoint: Checkpoint = { network, step: engine.steps, epoch, loss, validationLoss, meanReturn };
      host.onCheckpoint(checkpoint);
      if (meanReturn !== null && meanReturn >= (best?.meanReturn ?? Number.NEGATIVE_INFINITY)) best = checkpoint;
      if (isLast) {
        requireTrained(engine, initial, epoch * Math.ceil(rows.count / options.batchSize), loss);
        return {
          best: best ?? checkpoint,
          last: checkpoint,
          steps: engine.steps,
          samples: epoch * rows.count,
          trainingEpisodes: split.training.map(({ id }) => id),
          validationEpisodes: split.validation.map(({ id }) => id),
        };
      }
    }
  } finally {
    engine.dispose();
  }
}

async function trainEpoch(
  engine: RegressionEngine,
  rows: TransitionRows,
  order: Int32Array,
  batchSize: number,
  host: TrainerHost,
  curve: CurveMeter,
  epoch: number,
): Promise<number> {
  let sum = 0;
  for (let from = 0; from < rows.count; from += batchSize) {
    await host.breathe();
    throwIfAborted(host.signal);
    const batch = gatherRows(rows, order, from, Math.min(rows.count, from + batchSize));
    const loss = requireNumber(engine.step(batch), engine.steps);
    sum += loss * batch.count;
    curve.add(loss, batch.count, engine.steps, epoch);
  }
  return sum / rows.count;
}

/** Mean squared error of many rows, in turns that leave the host its own. */
async function measureError(engine: RegressionEngine, rows: TransitionRows, host: TrainerHost): Promise<number> {
  let sum = 0;
  for (let from = 0; from < rows.count; from += MEASURED_ROWS) {
    await host.breathe();
    throwIfAborted(host.signal);
    const part = sliceRows(rows, from, Math.min(rows.count, from + MEASURED_ROWS));
    sum += part.count * engine.error(part);
  }
  return sum / rows.count;
}

/** Gathers losses into curve points. */
class CurveMeter {
  private readonly host: TrainerHost;
  private readonly every: number;
  private readonly steps: number;
  private sum = 0;
  private count = 0;
  private samples = 0;
  private step = 0;

  constructor(host: TrainerHost, options: BcOptions, rows: number) {
    this.host = host;
    this.steps = options.epochs * Math.ceil(rows / options.batchSize);
    this.every = Math.max(1, Math.round(this.steps / CURVE_POINTS));
  }

  add(loss: number, samples: number, step: number, epoch: number): void {
    // Flushed one step late: the epoch's last point then always has a loss to stand beside the held-out one.
    if (this.count >= this.every) this.flush(epoch, null);
    this.sum += loss;
    this.count += 1;
    this.samples += samples;
    this.step = step;
    this.host.onProgress({ step, steps: this.steps, samples: this.samples });
  }

  flush(epoch: number, validationLoss: number | null): void {
    this.host.onPoint({ step: this.step, epoch, loss: this.sum / this.count, validationLoss });
    this.sum = 0;
    this.count = 0;
  }
}

function isExamined(epoch: number, epochs: number): boolean {
  const mark = (e: number): number => Math.floor((e * EXAMINED_CHECKPOINTS) / epochs);
  return mark(epoch) > mark(epoch - 1);
}

function requireNumber(loss: number, step: number): number {
  if (Number.isFinite(loss)) return loss;
  throw new FailureError(
    "invalid-input",
    `The loss is no longer a number at step ${step}: training diverged.`,
    "Lower the learning rate, or switch the normaliser on.",
  );
}

/** A trainer that reports success without having trained would be the worst of bugs. */
function requireTrained(engine: RegressionEngine, initial: readonly DenseLayer[], steps: number, loss: number): void {
  if (engine.steps !== steps) throw new Error(`the engine did ${engine.steps} of ${steps} steps`);
  const layers = engine.layers();
  // A loss is measured before its step: the last step can diverge unseen.
  for (const { weight, bias } of layers)
    if (!weight.every(Number.isFinite) || !bias.every(Number.isFinite)) requireNumber(Number.NaN, steps);
  if (loss > 0 && !layersDiffer(layers, initial)) throw new Error(`${steps} steps left every weight as it was`);
}
