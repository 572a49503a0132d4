import type { EpisodeCause, StepBatch } from "../../../shared/dataset/columns.ts";
import { addPush, applyPushes } from "../../../shared/record/pushes.ts";
import { createStepInput } from "../../../shared/record/step-input.ts";
import { createStepRecorder } from "../../../shared/record/step-recorder.ts";
import { createHopper } from "../../../shared/sim/create-hopper.ts";
import type { Hopper, HopperOptions, Push, StepResult } from "../../../shared/sim/types.ts";
import { PAD_AXES, PAD_BUTTONS } from "../records.ts";
import type { Actor } from "./actors.ts";
import { createRunView } from "./run.ts";
import type { Run, TickContext } from "./run.ts";

/** A run whose steps can be recorded. */
export interface LiveRun extends Run {
  /** resets by the seed; from here on every step is recorded, until `close` or the next reset */
  record(seed: number): void;
  /** queued for the next step, as one of its recorded inputs; FailureError "invalid-input" */
  push(push: Push): void;
  /** hands over the remaining rows; answers the episode's cause */
  finish(cause: "operator" | "interrupted"): EpisodeCause;
  /** m from where the recording began */
  readonly distance: number;
  readonly recording: boolean;
}

/** steps that a fallen hopper may tumble on in free driving before it is put back */
const TUMBLE_STEPS = 110;

export interface LiveRunOptions {
  readonly actor: Actor;
  readonly hopperOptions: Partial<HopperOptions>;
  /** free driving: no time limit, and a fall leads to a fresh start by itself */
  readonly endless: boolean;
  readonly emit: (batch: StepBatch) => void;
  /** the hopper was put elsewhere in the middle of a run */
  readonly onJump: () => void;
}

/** A simulated hopper, an actor, and the recorder between them. */
export function createLiveRun({ actor, hopperOptions, endless, emit, onJump }: LiveRunOptions): LiveRun {
  const recorded = createHopper(hopperOptions);
  const free = endless ? createHopper({ ...hopperOptions, max_episode_steps: Infinity }) : recorded;
  const recorder = createStepRecorder(emit);
  const input = createStepInput();
  input.source = actor.source;
  input.level = actor.level;
  const executed = new Float32Array(3);
  const view = createRunView();
  let hopper: Hopper = free;
  let recording = false;
  let startedAt = 0;
  let startX = 0;
  let seed = 0;
  let tumbling = 0;

  const look = (contact: boolean): void => {
    hopper.writePoses(view.poses);
    view.contact = contact;
    view.steps = hopper.steps;
    view.speed = hopper.qvel[0] ?? 0;
    view.height = hopper.qpos[1] ?? 0;
    view.pitch = hopper.qpos[2] ?? 0;
    view.x = hopper.qpos[0] ?? 0;
    view.command = actor.commands ? (input.intent[0] ?? 0) : Number.NaN;
    view.thrust = input.intent[1] ?? 0;
    view.action.set(input.action);
  };
  const place = (which: Hopper, by: number): void => {
    hopper = which;
    seed = by;
    tumbling = 0;
    hopper.reset(by);
    actor.reset(by);
    input.intent.fill(0);
    input.action.fill(0);
    input.push.fill(0);
    view.return = 0;
    startX = hopper.qpos[0] ?? 0;
    look(true);
  };
  const stepFree = (): StepResult => {
    if (tumbling > 0) input.action.fill(0);
    executed.set(input.action);
    for (let i = 0; i < executed.length; i += 1) executed[i] = Math.min(1, Math.max(-1, executed[i] ?? 0));
    applyPushes(hopper, input.push);
    return hopper.step(executed);
  };
  const stepRecorded = (context: TickContext): StepResult => {
    for (let i = 0; i < PAD_AXES; i += 1) input.padAxes[i] = context.pad.axes[i] ?? 0;
    for (let i = 0; i < PAD_BUTTONS; i += 1) input.padButtons[i] = context.pad.buttons[i] ?? 0;
    if (recorder.steps === 0) startedAt = context.now;
    input.wallTime = (context.now - startedAt) / 1000;
    input.timeScale = context.timeScale;
    input.padTime = (context.pad.time - startedAt) / 1000;
    input.padAge = context.pad.age;
    input.missedTicks = context.missed;
    return recorder.step(hopper, input);
  };
  place(free, 0);

  return {
    view,
    fingerprint: recorded.fingerprint,
    hopperOptions: { ...hopperOptions },
    manner: "simulated",
    why: null,
    get recording(): boolean {
      return recording;
    },
    get distance(): number {
      return (hopper.qpos[0] ?? 0) - startX;
    },
    reset(by: number): void {
      recording = false;
      recorder.reset();
      place(free, by);
    },
    record(by: number): void {
      recorder.reset();
      recording = true;
      place(recorded, by);
    },
    step(context: TickContext): EpisodeCause | null {
      actor.act(hopper, context.pad, input);
      const result = recording ? stepRecorded(context) : stepFree();
      input.push.fill(0);
      view.return += result.reward;
      look(result.contact);
      if (tumbling > 0) {
        tumbling -= 1;
        if (tumbling === 0) {
          place(free, (seed + 1) >>> 0);
          onJump();
        }
        return null;
      }
      if (!result.terminated && !result.truncated) return null;
      if (endless && !recording) {
        tumbling = TUMBLE_STEPS;
        return null;
      }
      return result.cause ?? "time-limit";
    },
    seek(): void {},
    push: (push) => addPush(input.push, push),
    finish(cause: "operator" | "interrupted"): EpisodeCause {
      recording = false;
      return recorder.finish(cause);
    },
  };
}
