import { FailureError, toFailure } from "../../../shared/base/failure.ts";
import { ACTION_SIZE, BODIES, OBSERVATION_SIZE, STEP_SECONDS } from "../../../shared/base/specs.ts";
import type { EpisodeCause } from "../../../shared/dataset/columns.ts";
import type { Episode } from "../../../shared/dataset/episode.ts";
import { applyPushes } from "../../../shared/record/pushes.ts";
import { createHopper } from "../../../shared/sim/create-hopper.ts";
import type { Hopper } from "../../../shared/sim/types.ts";
import type { ReplayManner } from "../messages.ts";
import { createRunView } from "./run.ts";
import type { Run } from "./run.ts";

/** foot capsule: half length and radius, m */
const FOOT_HALF = 0.195;
const FOOT_RADIUS = 0.06;
/** m above the floor that still counts as touching, where the episode does not say */
const TOUCH = 0.004;

/** The hopper that made an episode, or why it cannot be simulated again. */
function hopperOf(episode: Episode): {
  readonly hopper: Hopper;
  readonly manner: ReplayManner;
  readonly why: string | null;
} {
  const states = (why: string): { readonly hopper: Hopper; readonly manner: ReplayManner; readonly why: string } => ({
    hopper: createHopper(),
    manner: "states",
    why,
  });
  const { fingerprint, hopperOptions } = episode.meta;
  if (fingerprint === null) return states("The episode was imported: its states are shown as they were recorded.");
  let hopper: Hopper;
  try {
    hopper = createHopper(hopperOptions);
  } catch (thrown) {
    return states(`${toFailure(thrown).message}; its states are shown as they were recorded.`);
  }
  if (hopper.fingerprint !== fingerprint)
    return states("The episode was recorded with other physics: its states are shown as they were recorded.");
  if (episode.snapshots[0]?.step !== 0)
    return states("The episode has no snapshot to start from: its states are shown as they were recorded.");
  return { hopper, manner: "simulated", why: null };
}

/** Torso x before each step and after the last: stored, or added up from the speeds. */
function positionsOf(episode: Episode, observations: ArrayLike<number>): Float64Array {
  const { steps } = episode.meta;
  const stored = episode.columns.x;
  const positions = new Float64Array(steps + 1);
  for (let i = 0; i < steps; i += 1) {
    const x = stored?.[i] ?? positions[i] ?? 0;
    positions[i] = x;
    positions[i + 1] = x + (observations[i * OBSERVATION_SIZE + 5] ?? 0) * STEP_SECONDS;
  }
  return positions;
}

/**
 * A recorded episode. Simulated: snapshots, executed actions and pushes give every state again, exactly. As states: what
 * the episode stores is put before the viewer, and nothing is simulated.
 */
export function createEpisodeRun(episode: Episode): Run {
  const { steps } = episode.meta;
  const { observation, action, reward, contact, intent, level, push } = episode.columns;
  if (observation === undefined || action === undefined || reward === undefined || steps === 0) {
    throw new FailureError("invalid-file", "The episode holds no steps", "Choose another episode.");
  }
  const { hopper, manner, why } = hopperOf(episode);
  const positions = positionsOf(episode, observation);
  const returns = new Float64Array(steps + 1);
  for (let i = 0; i < steps; i += 1) returns[i + 1] = (returns[i] ?? 0) + (reward[i] ?? 0);
  const view = createRunView();
  view.length = steps;
  const executed = new Float32Array(ACTION_SIZE);
  const qpos = new Float64Array(6);
  const qvel = new Float64Array(6);
  let position = 0;

  const showState = (at: number): void => {
    const from = at < steps ? observation : episode.meta.finalObservation;
    const row = at < steps ? at * OBSERVATION_SIZE : 0;
    qpos[0] = positions[at] ?? 0;
    for (let i = 0; i < 5; i += 1) qpos[i + 1] = from[row + i] ?? 0;
    for (let i = 0; i < 6; i += 1) qvel[i] = from[row + 5 + i] ?? 0;
    hopper.setState(qpos, qvel);
  };
  const touches = (): boolean => {
    const stored = contact?.[position - 1];
    if (stored !== undefined) return stored === 1;
    const slope = Math.abs(Math.sin(view.poses[11] ?? 0)) * FOOT_HALF;
    return (view.poses[10] ?? 0) - slope - FOOT_RADIUS < TOUCH;
  };
  const look = (): void => {
    hopper.writePoses(view.poses);
    const last = Math.max(0, position - 1);
    view.contact = touches();
    view.steps = position;
    view.position = position;
    view.speed = hopper.qvel[0] ?? 0;
    view.height = hopper.qpos[1] ?? 0;
    view.pitch = hopper.qpos[2] ?? 0;
    view.x = hopper.qpos[0] ?? 0;
    view.return = returns[position] ?? 0;
    view.command = intent !== undefined && (level?.[last] ?? 0) > 0 ? (intent[last * 4] ?? 0) : Number.NaN;
    view.thrust = intent?.[last * 4 + 1] ?? 0;
    for (let i = 0; i < ACTION_SIZE; i += 1) view.action[i] = action[last * ACTION_SIZE + i] ?? 0;
  };
  const forward = (): void => {
    if (manner === "states") {
      showState(position + 1);
    } else {
      for (let i = 0; i < ACTION_SIZE; i += 1) executed[i] = action[position * ACTION_SIZE + i] ?? 0;
      if (push !== undefined) applyPushes(hopper, push, position * 2 * BODIES.length);
      hopper.step(executed);
    }
    position += 1;
  };
  const seek = (wanted: number): void => {
    const target = Math.min(steps, Math.max(0, Math.round(wanted)));
    if (manner === "states") {
      position = target;
      showState(target);
    } else {
      const snapshot = episode.snapshots.reduce((best, one) =>
        one.step <= target && one.step >= best.step ? one : best,
      );
      hopper.restore(snapshot.bytes);
      position = snapshot.step;
      while (position < target) forward();
    }
    look();
  };
  seek(0);

  return {
    view,
    fingerprint: hopper.fingerprint,
    hopperOptions: episode.meta.hopperOptions,
    manner,
    why,
    reset: () => seek(0),
    step(): EpisodeCause | null {
      if (position >= steps) return episode.meta.cause;
      forward();
      look();
      return position >= steps ? episode.meta.cause : null;
    },
    seek,
  };
}
