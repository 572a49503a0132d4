import { FailureError } from "../base/failure.ts";
import { BODIES } from "../base/specs.ts";
import type { BodyName } from "../base/specs.ts";
import type { ColumnName } from "./columns.ts";
import type { Episode, EpisodeMeta } from "./episode.ts";

/** What verification needs of the simulator; `Hopper` of shared/sim is one. */
export interface ReplaySimulator {
  readonly fingerprint: string;
  readonly observation: Float64Array;
  /** x, z, pitch, thigh, leg, foot */
  readonly qpos: Float64Array;
  restore(snapshot: Uint8Array): void;
  snapshot(): Uint8Array;
  push(push: { readonly body: BodyName; readonly x: number; readonly z: number }): void;
  step(action: ArrayLike<number>): ReplayedStep;
}

interface ReplayedStep {
  readonly reward: number;
  readonly reward_forward: number;
  readonly reward_healthy: number;
  readonly reward_ctrl: number;
  readonly terminated: boolean;
  readonly contact: boolean;
}

/** Makes a simulator with an episode's non-default options. */
export type CreateReplaySimulator = (hopperOptions: Readonly<Record<string, unknown>>) => ReplaySimulator;

/** The first value that came out otherwise. `column` may also be "snapshot" or "finalObservation". */
export interface ReplayDifference {
  readonly step: number;
  readonly column: ColumnName | "snapshot" | "finalObservation";
  /** what the file says */
  readonly expected: number | string;
  /** what the simulator made of it */
  readonly actual: number | string;
}

/**
 * `other-physics`: recorded under another fingerprint or with options that are unknown here, nothing can be said. `no-snapshot`: the episode has no first
 * state (imports). Both are `ok`: nothing is wrong with the file.
 */
export interface ReplayVerdict {
  readonly status: "replays" | "differs" | "other-physics" | "no-snapshot";
  readonly ok: boolean;
  readonly firstDifference: ReplayDifference | null;
}

/** Steps after which `verifySteps` lets its caller breathe. */
const SLICE = 125;

const STEP_RESULTS = [
  "reward",
  "reward_forward",
  "reward_healthy",
  "reward_ctrl",
  "terminated",
  "contact",
] as const satisfies readonly (ColumnName & keyof ReplayedStep)[];

function differs(
  step: number,
  column: ReplayDifference["column"],
  expected: number | string,
  actual: number | string,
): ReplayVerdict {
  return { status: "differs", ok: false, firstDifference: { step, column, expected, actual } };
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((value, i) => value === b[i]);
}

/** Compares `size` stored values from `at` on with what the simulator has; null when every bit agrees. */
function compareValues(
  step: number,
  column: ReplayDifference["column"],
  stored: ArrayLike<number> | undefined,
  at: number,
  actual: ArrayLike<number>,
  size: number,
): ReplayVerdict | null {
  if (stored === undefined) return null;
  for (let i = 0; i < size; i++) {
    const expected = stored[at + i] ?? Number.NaN;
    const value = actual[i] ?? Number.NaN;
    if (!Object.is(expected, value)) return differs(step, column, expected, value);
  }
  return null;
}

function pushAll(simulator: ReplaySimulator, pushes: ArrayLike<number> | undefined, step: number): void {
  if (pushes === undefined) return;
  BODIES.forEach((body, i) => {
    const x = pushes[step * 8 + 2 * i] ?? 0;
    const z = pushes[step * 8 + 2 * i + 1] ?? 0;
    if (x !== 0 || z !== 0) simulator.push({ body, x, z });
  });
}

const REPLAYS: ReplayVerdict = { status: "replays", ok: true, firstDifference: null };

function unknown(status: "other-physics" | "no-snapshot"): ReplayVerdict {
  return { status, ok: true, firstDifference: null };
}

/** Consecutive rows of an episode. */
export interface ReplayBlock extends Pick<Episode, "columns" | "snapshots"> {
  readonly first: number;
  readonly count: number;
}

/**
 * Replays an episode block by block: its first snapshot, the executed actions and the pushes must reproduce every stored
 * observation, x, reward, end, contact and later snapshot bit for bit. One block is in memory at a time.
 */
export class ReplayCheck {
  readonly #meta: Pick<EpisodeMeta, "hopperOptions" | "fingerprint">;
  readonly #create: CreateReplaySimulator;
  #simulator: ReplaySimulator | null = null;
  #verdict: ReplayVerdict | null = null;

  constructor(meta: Pick<EpisodeMeta, "hopperOptions" | "fingerprint">, createSimulator: CreateReplaySimulator) {
    this.#meta = meta;
    this.#create = createSimulator;
  }

  /** nothing of later blocks can change the verdict */
  get decided(): boolean {
    return this.#verdict !== null;
  }

  /** Replays the next block. Yields the steps done after every second of simulated time. */
  *block(block: ReplayBlock): Generator<number, void, void> {
    if (block.first === 0) this.#verdict = this.#begin(block);
    if (this.#verdict === null && this.#simulator !== null) this.#verdict = yield* replay(this.#simulator, block);
  }

  /** The verdict, after the last block. */
  end(steps: number, finalObservation: ArrayLike<number>): ReplayVerdict {
    const simulator = this.#simulator;
    if (this.#verdict !== null || simulator === null) return this.#verdict ?? unknown("no-snapshot");
    const { observation } = simulator;
    return compareValues(steps, "finalObservation", finalObservation, 0, observation, observation.length) ?? REPLAYS;
  }

  #begin({ snapshots }: ReplayBlock): ReplayVerdict | null {
    const first = snapshots.find(({ step }) => step === 0);
    if (first === undefined) return unknown("no-snapshot");
    let simulator: ReplaySimulator;
    try {
      simulator = this.#create(this.#meta.hopperOptions);
    } catch (error) {
      // Options that this simulator refuses are another one's: the rows are none the worse for it.
      if (!(error instanceof FailureError)) throw error;
      return unknown("other-physics");
    }
    if (this.#meta.fingerprint !== simulator.fingerprint) return unknown("other-physics");
    try {
      simulator.restore(first.bytes);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      return differs(0, "snapshot", "a state of this simulator", why);
    }
    this.#simulator = simulator;
    return null;
  }
}

function* replay(simulator: ReplaySimulator, block: ReplayBlock): Generator<number, ReplayVerdict | null, void> {
  const { columns, first, count } = block;
  const { observation, qpos } = simulator;
  const width = observation.length;
  const snapshotAt = new Map(block.snapshots.map((snapshot) => [snapshot.step, snapshot.bytes]));
  const actions = columns.action ?? new Float32Array(0);
  for (let row = 0; row < count; row++) {
    const step = first + row;
    const before =
      compareValues(step, "observation", columns.observation, row * width, observation, width) ??
      compareValues(step, "x", columns.x, row, qpos, 1);
    if (before !== null) return before;
    const stored = snapshotAt.get(step);
    if (stored !== undefined && !sameBytes(stored, simulator.snapshot()))
      return differs(step, "snapshot", "the stored state", "another state");
    pushAll(simulator, columns.push, row);
    const result = simulator.step(actions.subarray(row * 3, row * 3 + 3));
    for (const name of STEP_RESULTS) {
      const after = compareValues(step, name, columns[name], row, [Number(result[name])], 1);
      if (after !== null) return after;
    }
    if (step % SLICE === SLICE - 1) yield step + 1;
  }
  return null;
}

/** Replays a whole episode, see `ReplayCheck`; yields the steps done after every second of simulated time. */
export function* verifySteps(
  { meta, columns, snapshots }: Episode,
  createSimulator: CreateReplaySimulator,
): Generator<number, ReplayVerdict, void> {
  const check = new ReplayCheck(meta, createSimulator);
  yield* check.block({ first: 0, count: meta.steps, columns, snapshots });
  return check.end(meta.steps, meta.finalObservation);
}

/** `verifySteps` in one go. */
export function verifyEpisode(episode: Episode, createSimulator: CreateReplaySimulator): ReplayVerdict {
  const steps = verifySteps(episode, createSimulator);
  for (;;) {
    const item = steps.next();
    if (item.done === true) return item.value;
  }
}

/** What `EpisodeMeta.replays` says after a verdict: null where nothing could be checked. */
export function replaysOf(verdict: ReplayVerdict): boolean | null {
  return verdict.status === "replays" ? true : verdict.status === "differs" ? false : null;
}
