import type { Failure } from "../../../shared/base/failure.ts";
import type { EpisodeCause, StepBatch } from "../../../shared/dataset/columns.ts";
import { isSimulatedEnd } from "../../../shared/dataset/end-of-episode.ts";
import { createNoiseStream } from "../../../shared/record/noise-stream.ts";
import { addPush, applyPushes } from "../../../shared/record/pushes.ts";
import { createStepInput } from "../../../shared/record/step-input.ts";
import { createStepRecorder } from "../../../shared/record/step-recorder.ts";
import { createHopper } from "../../../shared/sim/create-hopper.ts";
import type { Hopper, HopperOptions, Push, StepResult } from "../../../shared/sim/types.ts";
import { PAD_AXES, PAD_BUTTONS } from "../records.ts";
import type { Actor } from "./actors.ts";
import { createHistory } from "./history.ts";
import type { History } from "./history.ts";
import { createRunView } from "./run.ts";
import type { Run, TickContext } from "./run.ts";
import type { SharedActor } from "./shared-actor.ts";

/** A run whose steps can be recorded. */
export interface LiveRun extends Run {
  /** resets by the seed; from here on every step is recorded, until `close` or the next reset */
  record(seed: number): void;
  /** a person takes over from a policy, or hands back, at a good moment or at once; nothing where only one acts */
  hold(human: boolean, now: boolean): void;
  /** waits for that moment */
  readonly changing: boolean;
  /** the steps that can be looked at and continued from */
  readonly history: Pick<History, "oldest" | "newest">;
  /** shows the recorded episode before `step`, as near as it is kept; answers the step */
  look(step: number): number;
  /** why no recording can go on from before `step`; null: it can */
  whyNotBranch(step: number): Failure | null;
  /** a new recording from there on, whose rows before it are stored elsewhere; answers the ticks missed before it */
  branch(step: number): number;
  /** queued for the next step, as one of its recorded inputs; FailureError "invalid-input" */
  push(push: Push): void;
  /** hands over what is recorded so far, but for a last row that may still turn out to be the end */
  flush(): void;
  /** hands over the remaining rows; answers the episode's cause */
  finish(cause: "operator" | "interrupted"): EpisodeCause;
  /** m from where the recording began */
  readonly distance: number;
  readonly recording: boolean;
  /** how the simulation ended the episode that is being recorded; null: it has not */
  readonly end: EpisodeCause | null;
}

/** steps that a fallen hopper may tumble on in free driving before it is put back */
const TUMBLE_STEPS = 110;

export interface LiveRunOptions {
  readonly actor: Actor | SharedActor;
  readonly hopperOptions: Partial<HopperOptions>;
  /** free driving: no time limit, and a fall leads to a fresh start by itself */
  readonly endless: boolean;
  /** standard deviation of the noise on executed torques (DART, Laskey 2017) */
  readonly noise: number;
  readonly emit: (batch: StepBatch) => void;
  /** the hopper was put elsewhere in the middle of a run */
  readonly onJump: () => void;
}

/** A simulated hopper, an actor, and the recorder between them. */
export function createLiveRun({ actor, hopperOptions, endless, noise, emit, onJump }: LiveRunOptions): LiveRun {
  const recorded = createHopper(hopperOptions);
  const free = endless ? createHopper({ ...hopperOptions, max_episode_steps: Infinity }) : recorded;
  const recorder = createStepRecorder(emit);
  const input = createStepInput();
  const executed = new Float32Array(3);
  const view = createRunView();
  let hopper: Hopper = free;
  let recording = false;
  /** epoch ms of the first step, sleeps among them; NaN before it */
  let startedAt = Number.NaN;
  let startX = 0;
  let seed = 0;
  let tumbling = 0;
  let noiseStream = createNoiseStream(0);
  const history = createHistory(actor.memorySize);

  const show = (contact: boolean): void => {
    hopper.writePoses(view.poses);
    view.contact = contact;
    view.steps = hopper.steps;
    view.speed = hopper.qvel[0] ?? 0;
    view.height = hopper.qpos[1] ?? 0;
    view.pitch = hopper.qpos[2] ?? 0;
    view.pitchRate = hopper.qvel[2] ?? 0;
    view.x = hopper.qpos[0] ?? 0;
    view.command = actor.commands ? (input.intent[0] ?? 0) : Number.NaN;
    view.thrust = input.intent[1] ?? 0;
    view.action.set(input.action);
  };
  /** `goesOn`: whoever holds, holds on */
  const place = (which: Hopper, by: number, goesOn = false): void => {
    hopper = which;
    seed = by;
    tumbling = 0;
    hopper.reset(by);
    if (goesOn && "restart" in actor) actor.restart(by);
    else actor.reset(by);
    input.source = actor.source;
    noiseStream = createNoiseStream(by);
    input.intent.fill(0);
    input.action.fill(0);
    input.push.fill(0);
    view.return = 0;
    startX = hopper.qpos[0] ?? 0;
    show(true);
  };
  /** What has been drawn does not depend on what is done with it: the same seed disturbs the same way. */
  const disturb = (): void => {
    if (noise > 0) for (let i = 0; i < input.noise.length; i += 1) input.noise[i] = noise * noiseStream.normal();
  };
  const decide = (context: TickContext): void => {
    const before = input.source;
    actor.act(hopper, context.pad, input);
    input.source = actor.source;
    input.level = actor.level;
    input.takeover = recording && recorder.steps > 0 && input.source !== before;
    disturb();
  };
  const remember = (missed: number): void => {
    const { steps, total } = recorder;
    const { source } = input;
    history.keep(steps, { snapshot: hopper.snapshot(), total, missed, source, noise: noiseStream.state() });
    actor.save(history.memoryAt(steps));
  };
  const stepFree = (): StepResult => {
    if (tumbling > 0) input.action.fill(0);
    for (let i = 0; i < executed.length; i += 1)
      executed[i] = Math.min(1, Math.max(-1, (input.action[i] ?? 0) + (input.noise[i] ?? 0)));
    applyPushes(hopper, input.push);
    return hopper.step(executed);
  };
  const stepRecorded = (context: TickContext): StepResult => {
    for (let i = 0; i < PAD_AXES; i += 1) input.padAxes[i] = context.pad.axes[i] ?? 0;
    for (let i = 0; i < PAD_BUTTONS; i += 1) input.padButtons[i] = context.pad.buttons[i] ?? 0;
    const { slept } = context;
    if (Number.isNaN(startedAt)) startedAt = context.now + slept;
    input.wallTime = (context.now + slept - startedAt) / 1000;
    input.timeScale = context.timeScale;
    input.padTime = (context.pad.time + slept - startedAt) / 1000;
    input.padAge = context.pad.age;
    input.padDevice = context.pad.device;
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
    get end(): EpisodeCause | null {
      return recording && isSimulatedEnd(recorder.cause) ? recorder.cause : null;
    },
    get distance(): number {
      return (hopper.qpos[0] ?? 0) - startX;
    },
    reset(by: number): void {
      recording = false;
      recorder.reset();
      history.clear();
      place(free, by);
    },
    record(by: number): void {
      recorder.reset();
      history.clear();
      recording = true;
      startedAt = Number.NaN;
      place(recorded, by);
      remember(0);
    },
    history,
    look(step: number): number {
      const found = Math.min(history.newest, Math.max(history.oldest, Math.round(step)));
      const moment = history.at(found);
      if (moment === null) return found;
      hopper = recorded;
      hopper.restore(moment.snapshot);
      view.return = moment.total;
      show(false);
      return found;
    },
    whyNotBranch(step: number): Failure | null {
      const remedy = "Choose an earlier moment.";
      if (history.at(step) === null) {
        const { oldest, newest } = history;
        const kept = newest === 0 ? "no episode is kept" : `only steps ${oldest} to ${newest} are kept`;
        return { kind: "not-found", message: `The state before step ${step} is gone: ${kept}.`, remedy };
      }
      if (step < recorder.steps || !isSimulatedEnd(recorder.cause)) return null;
      return { kind: "invalid-input", message: `The episode ended at step ${step} (${recorder.cause}).`, remedy };
    },
    branch(step: number): number {
      const moment = history.at(step);
      if (moment === null) throw new Error(`step ${step} is not kept`);
      hopper = recorded;
      hopper.restore(moment.snapshot);
      actor.reset(seed);
      actor.load(history.memoryAt(step));
      noiseStream.restore(moment.noise);
      input.source = moment.source;
      input.push.fill(0);
      recorder.resume(step, moment.total);
      // Nothing is left of the time before.
      if (step === 0) startedAt = Number.NaN;
      history.keep(step, moment);
      recording = true;
      view.return = moment.total;
      show(false);
      return moment.missed;
    },
    hold(human: boolean, now: boolean): void {
      if ("hold" in actor) actor.hold(human, now);
    },
    get changing(): boolean {
      return "changing" in actor && actor.changing;
    },
    step(context: TickContext): EpisodeCause | null {
      decide(context);
      const result = recording ? stepRecorded(context) : stepFree();
      input.push.fill(0);
      if (recording) remember(context.missed);
      view.return += result.reward;
      show(result.contact);
      if (tumbling > 0) {
        tumbling -= 1;
        if (tumbling === 0) {
          place(free, (seed + 1) >>> 0, true);
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
    flush(): void {
      if (recording) recorder.flush();
    },
    finish(cause: "operator" | "interrupted"): EpisodeCause {
      recording = false;
      return recorder.finish(cause);
    },
  };
}
