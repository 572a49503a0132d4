import { FailureError } from "../base/failure.ts";
import { BODIES } from "../base/specs.ts";
import type { BodyName } from "../base/specs.ts";
import type { ColumnName } from "./columns.ts";
import type { Episode } from "./episode.ts";

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

/**
 * Replays an episode: its first snapshot, the executed actions and the pushes must reproduce every stored observation,
 * x, reward, end, contact and later snapshot bit for bit. Yields the steps done after every second of simulated time.
 */
export function* verifySteps(
  episode: Episode,
  createSimulator: CreateReplaySimulator,
): Generator<number, ReplayVerdict, void> {
  const { meta, columns, snapshots } = episode;
  const snapshotAt = new Map(snapshots.map((snapshot) => [snapshot.step, snapshot.bytes]));
  const first = snapshotAt.get(0);
  if (first === undefined) return { status: "no-snapshot", ok: true, firstDifference: null };
  let simulator: ReplaySimulator;
  try {
    simulator = createSimulator(meta.hopperOptions);
  } catch (error) {
    // Options that this simulator refuses are another one's: the rows are none the worse for it.
    if (!(error instanceof FailureError)) throw error;
    return { status: "other-physics", ok: true, firstDifference: null };
  }
  if (meta.fingerprint !== simulator.fingerprint) return { status: "other-physics", ok: true, firstDifference: null };
  try {
    simulator.restore(first);
  } catch (error) {
    return differs(0, "snapshot", "a state of this simulator", error instanceof Error ? error.message : String(error));
  }
  const actions = columns.action ?? new Float32Array(0);
  for (let step = 0; step < meta.steps; step++) {
    const before =
      compareValues(
        step,
        "observation",
        columns.observation,
        step * simulator.observation.length,
        simulator.observation,
        simulator.observation.length,
      ) ?? compareValues(step, "x", columns.x, step, simulator.qpos, 1);
    if (before !== null) return before;
    const stored = snapshotAt.get(step);
    if (stored !== undefined && !sameBytes(stored, simulator.snapshot()))
      return differs(step, "snapshot", "the stored state", "another state");
    pushAll(simulator, columns.push, step);
    const result = simulator.step(actions.subarray(step * 3, step * 3 + 3));
    for (const name of STEP_RESULTS) {
      const after = compareValues(step, name, columns[name], step, [Number(result[name])], 1);
      if (after !== null) return after;
    }
    if (step % SLICE === SLICE - 1) yield step + 1;
  }
  return (
    compareValues(
      meta.steps,
      "finalObservation",
      meta.finalObservation,
      0,
      simulator.observation,
      simulator.observation.length,
    ) ?? {
      status: "replays",
      ok: true,
      firstDifference: null,
    }
  );
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
