import { FailureError } from "../../base/failure.ts";
import { createRng } from "../../base/rng.ts";
import type { RngState } from "../../base/rng.ts";
import type { Normaliser } from "../../policy/policy.ts";
import type { Architecture, PolicyHead } from "../../policy/policy-meta.ts";
import { CurveMeter } from "../curve-meter.ts";
import type { CurveMeterState } from "../curve-meter.ts";
import { initialiseWeights, parametersDiffer } from "../network.ts";
import type { Network } from "../network.ts";
import { packParameters, unpackParameters } from "../parameters.ts";
import type { Weights } from "../parameters.ts";
import { prepareRows } from "../prepare-rows.ts";
import type { PreparedRows } from "../prepare-rows.ts";
import { mean } from "../statistics.ts";
import { throwIfAborted } from "../trainer.ts";
import type { Checkpoint, TrainerHost } from "../trainer.ts";
import type { EngineState, TrainingEngine, TrainingOptions } from "../training-engine.ts";
import { splitEpisodes } from "../transitions.ts";
import type { TransitionData } from "../transitions.ts";

/** Behavioural cloning's hyperparameters. Ranges and defaults: docs/algorithms/bc.md. */
export interface BcOptions {
  /** hidden layer sizes */
  readonly hidden: readonly number[];
  /** hidden activation */
  readonly activation: "relu" | "tanh";
  /** "linear": regression of the action. "bins": classification of each action dimension */
  readonly head: "linear" | "bins";
  /** bins per action dimension */
  readonly bins: number;
  /** "lstm": an LSTM between the hidden layers and the last one */
  readonly recurrent: "none" | "lstm";
  /** size of the LSTM's state */
  readonly cells: number;
  /** steps that the LSTM is trained over */
  readonly window: number;
  readonly optimizer: "adam" | "sgd";
  readonly learningRate: number;
  /** transitions per minibatch */
  readonly batchSize: number;
  /** passes over the training episodes */
  readonly epochs: number;
  /** λ of λ/2 · Σ w² over weights */
  readonly l2: number;
  /** largest norm of a step's gradient; 0 is off */
  readonly clipNorm: number;
  /** standardise observations */
  readonly normaliser: boolean;
  /** share of episodes held out; with split "dataset" the dataset says which */
  readonly validationFraction: number;
  readonly split: "seed" | "dataset";
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
  readonly createEngine: (options: TrainingOptions, initial: EngineState) => TrainingEngine;
  readonly host: TrainerHost;
  /** weights to begin with, and the normaliser they were trained with; must fit the options */
  readonly init?: (Weights & { readonly normaliser: Normaliser | null }) | undefined;
  /** a state of this very run (same data, options and seed) to go on from */
  readonly resume?: BcState | undefined;
  /** Offered a state after every turn, and at a cancel (`stopping`); `capture` is called at once or not at all. */
  readonly onState?: ((capture: () => BcState, stopping: boolean) => void) | undefined;
}

/** Everything a run needs to go on as if it had never stopped. Plain data. */
export interface BcState {
  readonly engine: EngineState;
  readonly normaliser: Normaliser | null;
  /** 1, 2, … */
  readonly epoch: number;
  /** items of the epoch that were trained on */
  readonly position: number;
  /** the generator of orders, before it drew this epoch's */
  readonly order: RngState;
  /** Σ loss · items of this epoch */
  readonly epochLoss: number;
  readonly meter: CurveMeterState;
  readonly best: (Omit<Checkpoint, "network"> & { readonly parameters: readonly Float32Array[] }) | null;
  /** null: none yet */
  readonly bestHeldOut: number | null;
  readonly epochsWithoutBetter: number;
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
/** Held-out rows measured in one piece. */
const MEASURED_ROWS = 4096;

/** The network that the options ask for. */
export function bcNetwork(
  options: BcOptions,
  inputs: number,
  outputs: number,
): { architecture: Architecture; head: PolicyHead } {
  const { hidden, activation, cells, window, bins } = options;
  const head: PolicyHead = options.head === "bins" ? { kind: "bins", bins } : { kind: "linear" };
  const shape = { inputs, hidden: [...hidden], outputs: head.kind === "bins" ? outputs * bins : outputs, activation };
  const architecture: Architecture =
    options.recurrent === "lstm" ? { kind: "lstm", ...shape, cells, window } : { kind: "mlp", ...shape };
  return { architecture, head };
}

/**
 * Behavioural cloning (Pomerleau 1988; Bain and Sammut 1995): the demonstrated action is learned from the observation,
 * by regression or as a choice among bins, with or without memory. Held-out loss says little about driving (Ross and
 * Bagnell 2010: errors compound), so checkpoints are chosen by rollouts. FailureError "cancelled" on abort,
 * "invalid-input" without data or when the loss is no longer a number.
 */
export async function trainBc(run: BcRun): Promise<BcResult> {
  const { data, options, host, resume } = run;
  const rng = createRng(run.seed);
  const split = splitEpisodes(
    data,
    options.split === "dataset" ? null : options.validationFraction,
    rng.fork(STREAM.split),
  );
  const { architecture, head } = bcNetwork(options, data.inputs, data.outputs);
  const fixedNormaliser = resume?.normaliser ?? run.init?.normaliser ?? null;
  const rows = prepareRows(split, { architecture, head, standardise: options.normaliser, normaliser: fixedNormaliser });
  const initial: EngineState = resume?.engine ?? {
    steps: 0,
    parameters: packParameters(run.init ?? initialiseWeights(architecture, rng.fork(STREAM.weights))),
    moments: [],
  };
  const { optimizer, learningRate, l2, clipNorm } = options;
  const engine = run.createEngine({ architecture, head, optimizer, learningRate, l2, clipNorm }, initial);
  const orderRng = rng.fork(STREAM.order);
  const rolloutRng = rng.fork(STREAM.rollouts);
  const selectionSeeds = Array.from({ length: options.evaluationEpisodes }, () => rolloutRng.uint32());
  const itemsPerBatch = Math.max(1, Math.round(options.batchSize / rows.plan.window));
  const stepsPerEpoch = Math.ceil(rows.plan.items / itemsPerBatch);
  const meter = new CurveMeter(options.epochs * stepsPerEpoch, host.onPoint);

  const networkOf = (parameters: readonly Float32Array[]): Network => ({
    architecture,
    head,
    normaliser: rows.normaliser,
    ...unpackParameters(architecture, parameters),
  });
  let best = resume?.best ?? null;
  let bestHeldOut = resume?.bestHeldOut ?? null;
  let epochsWithoutBetter = resume?.epochsWithoutBetter ?? 0;
  let [epoch, position, epochLoss] = [resume?.epoch ?? 1, resume?.position ?? 0, resume?.epochLoss ?? 0];
  if (resume !== undefined) {
    orderRng.restore(resume.order);
    meter.restore(resume.meter);
  }
  let orderState = orderRng.state();
  const capture = (): BcState => ({
    engine: engine.state(),
    normaliser: rows.normaliser,
    epoch,
    position,
    order: orderState,
    epochLoss,
    meter: meter.state(),
    best,
    bestHeldOut,
    epochsWithoutBetter,
  });
  const turn = async (): Promise<void> => {
    await host.breathe();
    throwIfAborted(host.signal);
  };

  try {
    engine.load(rows.table);
    for (;;) {
      orderState = orderRng.state();
      const order = rows.plan.draw(orderRng);
      while (position < order.length) {
        await turn();
        const batch = Math.min(itemsPerBatch, order.length - position);
        const count = Math.min(engine.stepsPerCall, Math.floor((order.length - position) / batch));
        const before = engine.steps;
        const losses = engine.train(order.subarray(position, position + count * batch), batch);
        losses.forEach((loss, k) => {
          epochLoss += requireNumber(loss, before + k + 1) * batch;
          meter.add(loss, batch * rows.plan.window, before + k + 1, epoch);
        });
        position += count * batch;
        host.onProgress({ step: engine.steps, steps: options.epochs * stepsPerEpoch, samples: meter.samples });
        run.onState?.(capture, false);
      }
      // Nothing of the state changes before the last wait of an epoch's end: a run that stops here does it again.
      const validationLoss = rows.heldOut.length > 0 ? await measureError(engine, rows, turn) : null;
      const better = validationLoss !== null && (bestHeldOut === null || validationLoss < bestHeldOut);
      const idle = validationLoss === null || better ? 0 : epochsWithoutBetter + 1;
      const isLast = (options.earlyStop > 0 && idle >= options.earlyStop) || epoch === options.epochs;
      const { parameters } = engine.state();
      const network = networkOf(parameters);
      const examine = selectionSeeds.length > 0 && (isLast || isExamined(epoch, options.epochs));
      const outcomes = examine && host.rollOut !== null ? await host.rollOut(network, selectionSeeds) : [];
      throwIfAborted(host.signal);
      meter.flush(epoch, validationLoss);
      if (better) bestHeldOut = validationLoss;
      epochsWithoutBetter = idle;
      const meanReturn = outcomes.length > 0 ? mean(outcomes.map((outcome) => outcome.return)) : null;
      const facts = { step: engine.steps, epoch, loss: epochLoss / rows.plan.items, validationLoss, meanReturn };
      const checkpoint: Checkpoint = { network, ...facts };
      host.onCheckpoint(checkpoint);
      if (meanReturn !== null && meanReturn >= (best?.meanReturn ?? Number.NEGATIVE_INFINITY))
        best = { parameters, ...facts };
      if (isLast) {
        requireTrained(engine, initial, epoch * stepsPerEpoch, facts.loss);
        return {
          best: best === null ? checkpoint : { network: networkOf(best.parameters), ...factsOf(best) },
          last: checkpoint,
          steps: engine.steps,
          samples: meter.samples,
          trainingEpisodes: [...new Set(split.training.map(({ id }) => id))],
          validationEpisodes: [...new Set(split.validation.map(({ id }) => id))],
        };
      }
      [epoch, position, epochLoss] = [epoch + 1, 0, 0];
    }
  } catch (error) {
    if (error instanceof FailureError && error.failure.kind === "cancelled") run.onState?.(capture, true);
    throw error;
  } finally {
    engine.dispose();
  }
}

function factsOf({
  step,
  epoch,
  loss,
  validationLoss,
  meanReturn,
}: Omit<Checkpoint, "network">): Omit<Checkpoint, "network"> {
  return { step, epoch, loss, validationLoss, meanReturn };
}

/** The loss on the held-out rows, in turns that leave the host its own. */
async function measureError(engine: TrainingEngine, rows: PreparedRows, turn: () => Promise<void>): Promise<number> {
  const { heldOut } = rows;
  const piece = Math.max(1, Math.floor(MEASURED_ROWS / rows.plan.window));
  let sum = 0;
  for (let from = 0; from < heldOut.length; from += piece) {
    await turn();
    const part = heldOut.subarray(from, from + piece);
    sum += part.length * engine.error(part);
  }
  return requireNumber(sum / heldOut.length, engine.steps);
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
    "Lower the learning rate, clip the gradient (clipNorm=1), or switch the normaliser on.",
  );
}

/** A trainer that reports success without having trained would be the worst of bugs. */
function requireTrained(engine: TrainingEngine, initial: EngineState, steps: number, loss: number): void {
  if (engine.steps !== steps) throw new Error(`the engine did ${engine.steps} of ${steps} steps`);
  const { parameters } = engine.state();
  // A loss is measured before its step: the last step can diverge unseen.
  for (const values of parameters) if (!values.every(Number.isFinite)) requireNumber(Number.NaN, steps);
  if (loss > 0 && steps > initial.steps && !parametersDiffer(parameters, initial.parameters))
    throw new Error(`${steps - initial.steps} steps left every weight as it was`);
}
