import { performance } from "node:perf_hooks";
import { FailureError } from "../../shared/base/failure.ts";
import type { JobProgress } from "../../shared/ipc/jobs.ts";
import type { BcResult } from "../../shared/learn/algorithms/bc.ts";
import { evaluationSeeds } from "../../shared/learn/evaluation.ts";
import type { EpisodeOutcome } from "../../shared/learn/evaluation.ts";
import type { Network } from "../../shared/learn/network.ts";
import { summarise } from "../../shared/learn/summarise.ts";
import { throwIfAborted } from "../../shared/learn/trainer.ts";
import type { Checkpoint, LossPoint } from "../../shared/learn/trainer.ts";
import type { TransitionData } from "../../shared/learn/transitions.ts";
import { encodePolicy } from "../../shared/policy/policy-file.ts";
import type { EvaluationSummary } from "../../shared/policy/policy-meta.ts";
import { createThrottle } from "../jobs/throttle.ts";
import type { VisitedEpisode, VisitTask } from "../rollouts/visit-episode.ts";
import { writePolicyFile } from "../policies/policy-store.ts";
import type { LoadedTensorflow, PreferredBackend } from "../tensorflow/load-tensorflow.ts";
import { createBreathe } from "./breathe.ts";
import { createCheckpointFile, leftoverFiles } from "./checkpoint-file.ts";
import { composeMeta } from "./compose-meta.ts";
import { createEngine } from "./create-engine.ts";
import { readFirstWeights } from "./first-weights.ts";
import { keepRounds } from "./keep-rounds.ts";
import { learn } from "./learn.ts";
import type { TrainingOrder, TrainingReport } from "./messages.ts";
import { encodeTrainingState, readTrainingState } from "./training-state-file.ts";
import type { TrainingState, TrainingStateHead } from "./training-state-file.ts";
import { TrainingProgress, busyWith } from "./training-progress.ts";

/** A dataset as the trainer takes it. */
export interface LoadedDataset {
  readonly id: string;
  readonly name: string;
  readonly data: TransitionData;
  /** [from, to) of episodes that were trimmed, by id */
  readonly trims: Readonly<Record<string, readonly [number, number]>>;
  /** SHA-256 of what is learned from */
  readonly digest: string;
}

/** What a training needs of the process it runs in. */
export interface TrainingPorts {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: JobProgress) => void;
  readonly onCurve: (points: readonly LossPoint[]) => void;
  readonly loadTensorflow: (prefer: PreferredBackend) => Promise<LoadedTensorflow>;
  readonly loadDataset: (
    path: string,
    signal: AbortSignal,
    labels: TrainingOrder["request"]["config"]["labels"],
  ) => Promise<LoadedDataset>;
  /** one episode per seed under a policy file */
  readonly rollOut: (
    policy: Uint8Array,
    seeds: readonly number[],
    onDone: (done: number) => void,
  ) => Promise<readonly EpisodeOutcome[]>;
  /** one recorded and labelled episode per seed */
  readonly visit: (
    visit: VisitTask,
    seeds: readonly number[],
    onDone: (done: number) => void,
  ) => Promise<readonly VisitedEpisode[]>;
}

/** First seed of the evaluation after training: the same for every policy, so that any two can be compared in pairs. */
const EVALUATION_SEED = 1000;
/** Share of the progress bar that the evaluation at the end gets. */
const EVALUATION_SHARE = 0.1;

/** Trains one policy and writes its file. FailureError "cancelled" on abort: the last checkpoint then stays beside it. */
export async function runTraining(order: TrainingOrder, ports: TrainingPorts): Promise<TrainingReport> {
  const { request, out } = order;
  const { signal } = ports;
  const episodes = request.config.evaluationEpisodes;
  ports.onProgress(busyWith("Reading the dataset"));
  const dataset = await ports.loadDataset(order.datasetPath, signal, request.config.labels);
  throwIfAborted(signal);
  ports.onProgress(busyWith("Loading TensorFlow.js"));
  const loaded = await ports.loadTensorflow(order.prefer);
  throwIfAborted(signal);

  const clock = (): number => performance.now();
  const backend = `${loaded.backend} ${loaded.version}`;
  const resumed = order.resume === undefined ? null : await readResumable(order.resume, dataset, backend);
  const first =
    order.init === undefined || resumed !== null
      ? null
      : await readFirstWeights(order.init, request.config, dataset.data);
  const from = first?.from ?? resumed?.head.from ?? null;
  const meter = new TrainingProgress(clock, episodes > 0 ? 1 - EVALUATION_SHARE : 1, {
    seconds: resumed?.head.seconds ?? 0,
    samples: resumed?.state.meter.samples ?? 0,
    steps: resumed?.state.engine.steps ?? 0,
  });
  const progress = createThrottle(ports.onProgress);
  const allPoints: LossPoint[] = [];
  let points: LossPoint[] = [];
  const curve = createThrottle<null>(() => {
    ports.onCurve(points);
    points = [];
  });
  const notes = loaded.note === undefined ? [] : [loaded.note];
  const leftover = leftoverFiles(out);
  const checkpoints = createCheckpointFile(leftover.checkpoint, clock, order.stateIntervalMs);
  const states = createCheckpointFile(leftover.state, clock, order.stateIntervalMs);
  const head = (): TrainingStateHead => ({
    version: 1,
    request,
    policyId: order.policyId,
    createdAt: order.createdAt,
    init: order.init ?? resumed?.head.init ?? null,
    ...(from === null ? {} : { from }),
    data: dataset.digest,
    backend,
    seconds: meter.seconds(),
  });
  const encode = (network: Network, facts: Parameters<typeof composeMeta>[3]): Uint8Array =>
    encodePolicy({
      meta: composeMeta(order, dataset, network, facts),
      normaliser: network.normaliser,
      layers: network.layers,
      lstm: network.lstm,
    });
  const factsOf = (
    checkpoint: Checkpoint,
    result: BcResult | null,
    evaluation: EvaluationSummary | null,
  ): Parameters<typeof composeMeta>[3] => ({
    backend,
    seconds: meter.seconds(),
    checkpoint,
    result,
    evaluation,
    curve: allPoints,
    from,
  });

  const encodeCandidate = (network: Network): Uint8Array =>
    encode(
      network,
      factsOf({ network, step: 0, epoch: 0, loss: 0, validationLoss: null, meanReturn: null }, null, null),
    );
  const rounds = keepRounds(order.datasetPath, order.policyId, order.roundsPath ?? null);

  meter.start();
  let fraction = 0;
  const run: Parameters<typeof learn>[1] = {
    data: dataset.data,
    init: first?.weights,
    resume: resumed?.state,
    onState: (capture, stopping) => {
      const encodeState = (): Uint8Array => encodeTrainingState({ head: head(), state: capture() });
      if (stopping) states.keep(encodeState());
      else states.offerNow(encodeState);
    },
    createEngine: (options, initial) => {
      const created = createEngine(loaded, options, initial);
      notes.push(...created.notes);
      return created.engine;
    },
    host: {
      signal,
      breathe: createBreathe(),
      onProgress: (done) => {
        const now = meter.step(done);
        fraction = now.fraction ?? 0;
        progress.offer(now);
      },
      onPoint: (point) => {
        allPoints.push(point);
        points.push(point);
        curve.offer(null);
      },
      onCheckpoint: (checkpoint) =>
        checkpoints.offer(() => encode(checkpoint.network, factsOf(checkpoint, null, null))),
      rollOut:
        episodes === 0
          ? null
          : (network, seeds) =>
              meter.apart(() =>
                ports.rollOut(encodeCandidate(network), seeds, (done) => {
                  progress.offer(
                    meter.rollouts(`Rolling out a checkpoint, episode ${done} of ${seeds.length}`, fraction),
                  );
                }),
              ),
    },
  };
  const visit: Parameters<typeof learn>[2] = ({ round, beta, network, seeds }) =>
    meter.apart(async () => {
      if (request.algorithm !== "dagger") throw new Error(`${request.algorithm} visits nothing`);
      const { oracleSpeed, roundSteps } = request.config;
      const task = {
        policy: encodeCandidate(network),
        beta,
        oracleSpeed,
        hopper: { max_episode_steps: roundSteps },
      };
      const visited = await ports.visit(task, seeds, (done) =>
        progress.offer(meter.rollouts(`Round ${round}: visiting, episode ${done} of ${seeds.length}`, fraction)),
      );
      return rounds.keep(round, visited, roundSteps);
    });
  const result = await learn(request, run, visit)
    .catch(async (error: unknown) => {
      // What was learned so far is worth more than a second failure.
      await Promise.allSettled([states.settled(), checkpoints.flush()]);
      throw error;
    })
    .finally(() => rounds.close());
  const seconds = meter.seconds();
  const samplesPerSecond = meter.samplesPerSecond();
  curve.flush();
  checkpoints.keep(encode(result.best.network, factsOf(result.best, result, null)));
  const evaluation =
    episodes === 0
      ? null
      : await evaluateBest(
          encode(result.best.network, factsOf(result.best, result, null)),
          episodes,
          ports,
          meter,
          progress.offer,
        );
  throwIfAborted(signal);
  await Promise.all([checkpoints.settled(), states.settled()]);
  await writePolicyFile(out, encode(result.best.network, { ...factsOf(result.best, result, evaluation), seconds }));
  if (order.lastOut !== undefined)
    await writePolicyFile(
      order.lastOut,
      encode(result.last.network, { ...factsOf(result.last, result, null), seconds }),
    );
  await Promise.all([checkpoints.remove(), states.remove()]);
  progress.flush();
  const brief = ({ epoch, loss, meanReturn }: Checkpoint): TrainingReport["best"] => ({ epoch, loss, meanReturn });
  return {
    policyId: order.policyId,
    path: out,
    algorithm: request.algorithm,
    backend: loaded.backend,
    backendVersion: loaded.version,
    note: notes.length === 0 ? null : notes.join("; "),
    steps: result.steps,
    seconds,
    samplesPerSecond,
    finalLoss: result.last.loss,
    validationLoss: result.last.validationLoss,
    best: brief(result.best),
    last: brief(result.last),
    evaluation,
    ...(result.rounds === undefined ? {} : { rounds: [...result.rounds], roundsDataset: rounds.path }),
  };
}

/** The state to go on from; FailureError "invalid-input" where it belongs to other data or another backend. */
async function readResumable(path: string, dataset: LoadedDataset, backend: string): Promise<TrainingState> {
  const found = await readTrainingState(path);
  const refuse = (what: string, remedy: string): never => {
    throw new FailureError("invalid-input", `The training cannot go on: ${what}.`, remedy);
  };
  if (found.head.data !== dataset.digest)
    refuse(
      "the episodes it learned from have changed, or this is another dataset",
      "Train anew, or restore the dataset.",
    );
  if (found.head.backend !== backend)
    refuse(`it was begun on ${found.head.backend}, and this is ${backend}`, "Train anew, or go on where it was begun.");
  return found;
}

async function evaluateBest(
  policy: Uint8Array,
  episodes: number,
  ports: TrainingPorts,
  meter: TrainingProgress,
  show: (progress: JobProgress) => void,
): Promise<EvaluationSummary> {
  const seeds = evaluationSeeds(EVALUATION_SEED, episodes);
  const outcomes = await ports.rollOut(policy, seeds, (done) => show(meter.evaluated(done, episodes)));
  return summarise(outcomes, EVALUATION_SEED);
}
