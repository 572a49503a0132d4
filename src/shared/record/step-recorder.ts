import { FailureError } from "../base/failure.ts";
import { ACTION_SIZE, OBSERVATION_SIZE, STEP_SECONDS } from "../base/specs.ts";
import {
  BATCH_STEPS,
  END_CAUSES,
  HELP_LEVELS,
  INPUT_DEVICES,
  SNAPSHOT_EVERY,
  STEP_SOURCES,
} from "../dataset/columns.ts";
import type { EpisodeCause, StepBatch, StepSnapshot } from "../dataset/columns.ts";
import type { Hopper, StepResult } from "../sim/types.ts";
import { applyPushes } from "./pushes.ts";
import { copyRows, createStepBuffer, moveRows } from "./step-buffer.ts";
import type { StepBuffer } from "./step-buffer.ts";
import type { StepInput } from "./step-input.ts";

const RUNNING = END_CAUSES.indexOf("running");

/**
 * Steps a hopper and keeps what every column of the format asks for. It executes the very float32 actions it stores.
 * Not safe for concurrent use. A step allocates nothing; a batch of BATCH_STEPS rows is copied and handed over just
 * before the next step, so that `finish` can still mark the last row. Nothing is handed over twice.
 */
export interface StepRecorder {
  /** rows of this episode so far */
  readonly steps: number;
  /** sum of the rewards so far */
  readonly total: number;
  /** how the episode ended; "running" while it has not */
  readonly cause: EpisodeCause;
  /**
   * One step of `hopper`, recorded. FailureError "invalid-input" for an action that is not finite, and then nothing
   * changed. A step after the end of the episode is a bug.
   */
  step(hopper: Hopper, input: StepInput): StepResult;
  /**
   * Hands over the rows so far, for a pause of which nobody knows the length. The last row waits where the simulation
   * could still go on: `finish` may have to mark it as the end.
   */
  flush(): void;
  /**
   * Ends the episode and hands over the remaining rows. Where the simulation had not ended it, `cause` is written
   * into the last row, which counts as truncated. Gives the cause that is stored.
   */
  finish(cause: "operator" | "time-limit" | "interrupted"): EpisodeCause;
  /** forgets rows that were not handed over and is ready for the next episode */
  reset(): void;
  /**
   * As `reset`, for an episode whose first `steps` rows, with rewards of `total`, are stored elsewhere already: the
   * next row is row `steps`. The hopper must stand where those rows left it.
   */
  resume(steps: number, total: number): void;
}

/** A recorder that gives its batches to `emit`; their memory is the receiver's. */
export function createStepRecorder(emit: (batch: StepBatch) => void): StepRecorder {
  return new Recorder(emit);
}

class Recorder implements StepRecorder {
  private readonly emit: (batch: StepBatch) => void;
  private readonly buffer: StepBuffer = createStepBuffer();
  private readonly executed = new Float32Array(ACTION_SIZE);
  private readonly finalObservation = new Float64Array(OBSERVATION_SIZE);
  private snapshots: StepSnapshot[] = [];
  /** index of the first row in the buffer */
  private first = 0;
  /** rows in the buffer */
  private rows = 0;
  private sum = 0;
  private end = RUNNING;

  constructor(emit: (batch: StepBatch) => void) {
    this.emit = emit;
  }

  get steps(): number {
    return this.first + this.rows;
  }

  get total(): number {
    return this.sum;
  }

  get cause(): EpisodeCause {
    return END_CAUSES[this.end] ?? "running";
  }

  step(hopper: Hopper, input: StepInput): StepResult {
    if (this.end !== RUNNING) throw new Error(`the episode has ended (${this.cause})`);
    if (this.rows === BATCH_STEPS) this.handOver(this.rows);
    const row = this.rows;
    this.writeAction(input, row);
    this.writeBefore(hopper, input, row);
    const snapshot = this.steps % SNAPSHOT_EVERY === 0 ? hopper.snapshot() : null;
    applyPushes(hopper, input.push);
    const result = hopper.step(this.executed);
    if (snapshot !== null) this.snapshots.push({ step: this.steps, bytes: snapshot });
    this.writeAfter(hopper, result, row);
    this.rows += 1;
    return result;
  }

  flush(): void {
    const kept = this.end === RUNNING ? 1 : 0;
    if (this.rows > kept) this.handOver(this.rows - kept);
  }

  finish(cause: "operator" | "time-limit" | "interrupted"): EpisodeCause {
    if (this.end === RUNNING) {
      this.end = END_CAUSES.indexOf(cause);
      if (this.rows > 0) {
        this.buffer.cause[this.rows - 1] = this.end;
        this.buffer.truncated[this.rows - 1] = 1;
      }
    }
    if (this.rows > 0) this.handOver(this.rows);
    return this.cause;
  }

  reset(): void {
    this.resume(0, 0);
  }

  resume(steps: number, total: number): void {
    this.snapshots = [];
    this.first = steps;
    this.rows = 0;
    this.sum = total;
    this.end = RUNNING;
  }

  /**
   * The action is checked before anything is written: a refused step must leave no push or snapshot behind. Noise is drawn
   * around the clean action, which is within [-1, 1] (DART, Laskey 2017: around what the supervisor does, which is what is
   * learned): added to what a saturated policy asks for beyond its limits it would be clipped away.
   */
  private writeAction({ action, noise, intended }: StepInput, row: number): void {
    for (let i = 0; i < ACTION_SIZE; i += 1) {
      const wanted = action[i]!;
      if (!Number.isFinite(wanted + noise[i]!)) {
        throw new FailureError(
          "invalid-input",
          `Action ${i} of step ${this.steps} is ${wanted + noise[i]!}`,
          "The policy or controller gives no finite number here: choose another one.",
        );
      }
      const at = row * ACTION_SIZE + i;
      const clean = clip(wanted);
      this.executed[i] = clip(clean + noise[i]!);
      this.buffer.action[at] = this.executed[i]!;
      this.buffer.action_label[at] = clean;
      this.buffer.action_intended[at] = intended[i]!;
    }
  }

  private writeBefore(hopper: Hopper, input: StepInput, row: number): void {
    const { buffer } = this;
    const step = this.steps;
    buffer.step[row] = step;
    copy(hopper.observation, buffer.observation, row * OBSERVATION_SIZE, OBSERVATION_SIZE);
    buffer.x[row] = hopper.qpos[0]!;
    buffer.sim_time[row] = step * STEP_SECONDS;
    buffer.wall_time[row] = input.wallTime;
    buffer.time_scale[row] = input.timeScale;
    buffer.pad_time[row] = input.padTime;
    buffer.pad_age[row] = input.padAge;
    buffer.missed_ticks[row] = input.missedTicks;
    copy(input.padAxes, buffer.pad_axes, row * input.padAxes.length, input.padAxes.length);
    copy(input.padButtons, buffer.pad_buttons, row * input.padButtons.length, input.padButtons.length);
    copy(input.intent, buffer.intent, row * input.intent.length, input.intent.length);
    copy(input.push, buffer.push, row * input.push.length, input.push.length);
    buffer.source[row] = STEP_SOURCES.indexOf(input.source);
    buffer.level[row] = HELP_LEVELS.indexOf(input.level);
    buffer.takeover[row] = Number(input.takeover);
    buffer.pad_device[row] = INPUT_DEVICES.indexOf(input.padDevice);
  }

  private writeAfter(hopper: Hopper, result: StepResult, row: number): void {
    const { buffer } = this;
    buffer.reward[row] = result.reward;
    buffer.reward_forward[row] = result.reward_forward;
    buffer.reward_healthy[row] = result.reward_healthy;
    buffer.reward_ctrl[row] = result.reward_ctrl;
    buffer.terminated[row] = Number(result.terminated);
    buffer.truncated[row] = Number(result.truncated);
    buffer.contact[row] = Number(result.contact);
    this.sum += result.reward;
    this.end = result.terminated || result.truncated ? END_CAUSES.indexOf(result.cause ?? "time-limit") : RUNNING;
    buffer.cause[row] = this.end;
    copy(hopper.observation, this.finalObservation, 0, OBSERVATION_SIZE);
  }

  /** The first `count` rows; those after them move to the front. */
  private handOver(count: number): void {
    const { buffer, rows } = this;
    const next = this.first + count;
    const batch: StepBatch = {
      first: this.first,
      count,
      columns: copyRows(buffer, count),
      snapshots: this.snapshots.filter(({ step }) => step < next),
      finalObservation:
        count === rows
          ? this.finalObservation.slice()
          : buffer.observation.slice(count * OBSERVATION_SIZE, (count + 1) * OBSERVATION_SIZE),
    };
    moveRows(buffer, count, rows);
    this.first = next;
    this.rows = rows - count;
    this.snapshots = this.snapshots.filter(({ step }) => step >= next);
    this.emit(batch);
  }
}

function clip(value: number): number {
  return value > 1 ? 1 : value < -1 ? -1 : value;
}

function copy(from: ArrayLike<number>, to: Float64Array | Float32Array, at: number, count: number): void {
  for (let i = 0; i < count; i += 1) to[at + i] = from[i]!;
}
