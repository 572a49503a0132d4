import { assertNever } from "../../../shared/base/assert-never.ts";
import { toFailure } from "../../../shared/base/failure.ts";
import { STEP_RATE, STEP_SECONDS } from "../../../shared/base/specs.ts";
import { INPUT_DEVICES } from "../../../shared/dataset/columns.ts";
import type { EpisodeCause } from "../../../shared/dataset/columns.ts";
import { openMailbox } from "../mailbox.ts";
import type { Mailbox } from "../mailbox.ts";
import type { FromWorker, RunSpec, ToWorker } from "../messages.ts";
import { PAD, PAD_AXES, PAD_BUTTONS } from "../records.ts";
import { createPersonActor, createPolicyActor, createScriptedActor } from "./actors.ts";
import type { Actor } from "./actors.ts";
import { SEEN_STATES, createAutoSlow } from "./auto-slow.ts";
import { createEpisodeRun } from "./episode-run.ts";
import { createFramePublisher } from "./frame-publisher.ts";
import { createLiveRun } from "./live-run.ts";
import type { LiveRun } from "./live-run.ts";
import { createHands } from "./hands.ts";
import type { Hands } from "./hands.ts";
import { createPacer, createSleep } from "./pacer.ts";
import type { PacedWork } from "./pacer.ts";
import { createRehearsal } from "./rehearsal.ts";
import type { PadReading, Run, TickContext } from "./run.ts";
import { createSharedActor } from "./shared-actor.ts";
import type { SharedActor } from "./shared-actor.ts";
import { createHealthMeter } from "./tick-health.ts";
import { createTickGrid } from "./tick-grid.ts";

/** of the time scale, while a fall is near; and the slowest it makes time */
const SLOWING = 1 / 4;
const SLOWEST = 1 / 8;
/** s; input older than this means that the page no longer answers, and nobody is driving. Busy pages were seen almost as late */
const STALE_INPUT = 2;
/** s; a tick that comes later than this was not late: the computer slept, or everything on it stood still */
const STOOD_STILL = 2;

/** The worker's whole business: messages in, ticks by its own clock, messages and records out. */
export interface Engine {
  handle(message: ToWorker): void;
}

/**
 * `post` sends to the page; `now` is the clock shared with it, ms; `sleep` waits by that clock; `date` is the system's clock,
 * by which a sleep of the computer is seen where the shared one, which is monotonic, leaves it out.
 */
export function createEngine(
  post: (message: FromWorker, transfer?: Transferable[]) => void,
  now: () => number,
  sleep: PacedWork["sleep"] = createSleep(),
  date: () => number = Date.now,
): Engine {
  const grid = createTickGrid();
  const health = createHealthMeter();
  const padValues = new Float64Array(PAD.size);
  const pad: PadReading = {
    device: "none",
    axes: new Float64Array(PAD_AXES),
    buttons: new Float64Array(PAD_BUTTONS),
    time: Number.NaN,
    age: Number.NaN,
  };
  const context: TickContext = { pad, now: 0, slept: 0, timeScale: 1, missed: 0 };
  const publisher = createFramePublisher();
  let padBox: Mailbox | null = null;
  let run: Run | null = null;
  let live: LiveRun | null = null;
  let episode = 0;
  let chosenScale = 1;
  let autoSlow = false;
  /** by the rows that a branch took over */
  let missedBefore = 0;
  /** ms; how far the system's clock was ahead when it was looked at last */
  let lead = Number.NaN;
  /** the page waits to hear that the hopper has changed hands */
  let isChangeOpen = false;
  const danger = createAutoSlow();

  const missed = (): number => missedBefore + health.missedSince(grid.missed);
  const period = (): number => 1000 / (STEP_RATE * context.timeScale);
  const publish = (due: number): void => {
    if (run === null) return;
    const values = publisher.publish(run.view, {
      due,
      period: period(),
      running: pacer.running,
      missed: missed(),
      timeScale: context.timeScale,
      health,
    });
    if (values !== null) post({ type: "frame", values });
  };
  const readPad = (at: number): void => {
    if (padBox !== null && !padBox.read(padValues)) padValues[PAD.device] = 0;
    const present = (padValues[PAD.device] ?? 0) > 0;
    pad.device = INPUT_DEVICES[padValues[PAD.device] ?? 0] ?? "none";
    pad.time = present ? (padValues[PAD.time] ?? 0) : Number.NaN;
    pad.age = Math.max(0, (at - pad.time) / 1000);
    for (let i = 0; i < PAD_AXES; i += 1) pad.axes[i] = padValues[PAD.axes + i] ?? 0;
    for (let i = 0; i < PAD_BUTTONS; i += 1) pad.buttons[i] = padValues[PAD.buttons + i] ?? 0;
  };
  /** ms that the computer slept since the last look, which `at` does not tell; a clock set forward looks the same */
  const sleptUntil = (at: number): number => {
    const ahead = date() - at;
    const slept = ahead - lead >= STOOD_STILL * 1000 ? ahead - lead : 0;
    lead = ahead;
    context.slept += slept;
    return slept;
  };
  /** whether there was a gap that no loop makes: its ticks are not counted as missed, and a recording halts */
  const wakesUp = (at: number): boolean => {
    const late = grid.lateness(at) + sleptUntil(at);
    if (!pacer.running || late < STOOD_STILL * 1000) return false;
    if (live?.recording === true) {
      const seconds = (late + period()) / 1000;
      health.standStill(seconds);
      pacer.stop();
      publish(publisher.lastDue);
      post({ type: "stood-still", seconds });
    } else {
      grid.start(at, period());
      health.resume();
    }
    return true;
  };
  /** what passed until now is counted before the loop stops or is asked for something else */
  const settle = (): void => {
    const at = now();
    if (pacer.running && !wakesUp(at)) grid.settle(at);
  };
  const halt = (): void => {
    settle();
    pacer.stop();
    publish(publisher.lastDue);
  };
  const ended = (cause: EpisodeCause): void => {
    halt();
    post({ type: "ended", episode, cause });
  };
  /** the scale asked for, or a quarter of it while a fall is near */
  const setScale = (value: number): void => {
    if (value === context.timeScale) return;
    settle();
    context.timeScale = value;
    if (pacer.running) grid.change(now(), period());
  };
  const isNearFall = ({ view }: LiveRun): boolean =>
    danger.update(view.pitch, view.pitchRate, view.height, STEP_SECONDS);
  const watchOut = (): void => {
    if (!autoSlow || live === null) return;
    setScale(isNearFall(live) ? Math.min(chosenScale, Math.max(SLOWEST, chosenScale * SLOWING)) : chosenScale);
  };
  const closeRecording = (cause: "operator" | "interrupted"): void => {
    if (live === null) return;
    settle();
    pacer.stop();
    const ended = live.finish(cause);
    const { steps, return: total } = live.view;
    const account = health.account(grid.missed);
    const missedTicks = missedBefore + account.missedTicks;
    post({
      type: "finished",
      episode,
      outcome: { cause: ended, steps, return: total, distance: live.distance, health: { ...account, missedTicks } },
    });
  };
  const branch = (number: number, step: number): void => {
    if (live === null) return;
    const failure = live.whyNotBranch(step);
    if (failure !== null) return post({ type: "not-branched", episode: number, failure });
    if (live.recording) {
      live.look(live.history.newest);
      closeRecording("operator");
    }
    episode = number;
    danger.reset();
    for (let seen = Math.max(live.history.oldest, step - SEEN_STATES); seen < step; seen += 1) {
      live.look(seen);
      isNearFall(live);
    }
    // Every recorded step is a tick, so the account covers the rows that the branch takes over.
    health.rewind(step, grid.missed);
    startOver(live.branch(step));
    post({ type: "branched", episode, step });
  };
  const tellChange = (): void => {
    if (!isChangeOpen || live === null || live.changing) return;
    isChangeOpen = false;
    post({ type: "changed-hands" });
  };
  const tick = (): void => {
    if (run === null) return;
    const at = now();
    if (wakesUp(at)) return;
    const due = grid.take(at);
    readPad(at);
    if (live?.recording === true && pad.age > STALE_INPUT) {
      halt();
      post({ type: "input-stale" });
      return;
    }
    context.now = at;
    context.missed = missed();
    const cause = run.step(context);
    tellChange();
    health.tick(at, pad.age, (now() - at) / 1000, STEP_RATE * context.timeScale);
    publish(due);
    if (cause !== null) ended(cause);
    else watchOut();
  };
  /** Rows before the one that broke down are whole: they are handed over while the worker still can. */
  const saveRows = (): void => {
    try {
      if (live?.recording === true) live.finish("interrupted");
    } catch {
      // What broke down may be what hands over; the fault that follows says what it was.
    }
  };
  const guarded = (work: () => void): void => {
    try {
      work();
    } catch (thrown) {
      pacer.stop();
      saveRows();
      post({ type: "fault", failure: toFailure(thrown) });
    }
  };
  const pacer = createPacer({ due: () => grid.due, now, tick: () => guarded(tick), sleep });

  const load = (spec: RunSpec): void => {
    pacer.stop();
    live = null;
    run = null;
    if (spec.kind === "episode") run = createEpisodeRun(spec.episode);
    else {
      const task = spec.kind === "scripted" ? null : spec.task;
      live = createLiveRun({
        actor: actorOf(spec),
        hopperOptions: task === null ? {} : hopperOptionsOf(task.maxSteps),
        endless: task !== null,
        noise: task?.noise ?? 0,
        emit: (batch) =>
          post({ type: "batch", episode, batch }, [
            ...Object.values(batch.columns).map((column) => column.buffer as ArrayBuffer),
            batch.finalObservation.buffer as ArrayBuffer,
          ]),
        onJump: () => {
          publisher.jump();
          danger.reset();
        },
      });
      run = live;
    }
    startAnew();
    post({
      type: "loaded",
      fingerprint: run.fingerprint,
      hopperOptions: run.hopperOptions,
      manner: run.manner,
      why: run.why,
    });
  };
  const startAnew = (): void => {
    danger.reset();
    health.reset(grid.missed);
    startOver(0);
  };
  /** at the state that the run is in, with so many ticks missed before it */
  const startOver = (missedUntilNow: number): void => {
    missedBefore = missedUntilNow;
    setScale(chosenScale);
    watchOut();
    publisher.jump();
    publish(now());
  };
  /** the end came while the page was about something else, and it may not have listened: it is told again */
  const hasEnded = (): boolean => {
    const cause = live?.end ?? null;
    if (cause !== null) post({ type: "ended", episode, cause });
    return cause !== null;
  };
  const start = (): void => {
    if (run === null || pacer.running || hasEnded()) return;
    sleptUntil(now());
    grid.start(now(), period());
    health.resume();
    pacer.start();
  };

  const take = (message: ToWorker): void => {
    switch (message.type) {
      case "init":
        padBox = message.shared === null ? null : openMailbox(message.shared.pad, PAD.size);
        publisher.connect(message.shared?.frame ?? null);
        return post({ type: "ready" });
      case "load":
        return load(message.run);
      case "reset":
        run?.reset(message.seed);
        return startAnew();
      case "begin":
        pacer.stop();
        episode = message.episode;
        live?.record(message.seed);
        return startAnew();
      case "run":
        return start();
      case "halt":
        halt();
        return live?.flush();
      case "step": {
        if (run === null || pacer.running || hasEnded()) return;
        grid.start(now() - period(), period());
        return tick();
      }
      case "seek":
        run?.seek(message.step);
        publisher.jump();
        return publish(now());
      case "finish":
        return closeRecording(message.cause);
      case "look": {
        if (live === null) return;
        const step = live.look(message.step);
        publisher.jump();
        publish(now());
        return post({ type: "looked", step, oldest: live.history.oldest, newest: live.history.newest });
      }
      case "branch":
        return branch(message.episode, message.step);
      case "hold":
        live?.hold(message.human, message.now);
        isChangeOpen = true;
        return tellChange();
      case "abandon":
        pacer.stop();
        return;
      case "scale":
        if (message.value === chosenScale && message.autoSlow === autoSlow) return;
        chosenScale = message.value;
        autoSlow = message.autoSlow;
        danger.reset();
        setScale(chosenScale);
        return publish(publisher.lastDue);
      case "push":
        return live?.push(message.push);
      case "pad":
        padValues.set(message.values);
        return;
      default:
        return assertNever(message);
    }
  };
  return { handle: (message) => guarded(() => take(message)) };
}

function actorOf(spec: Exclude<RunSpec, { kind: "episode" }>): Actor | SharedActor {
  switch (spec.kind) {
    case "person":
      return createPersonActor(spec.person.level, spec.person.sticks);
    case "policy": {
      const { bytes, person, task } = spec;
      if (person === null) return createPolicyActor(bytes);
      const hands = (): Hands => createHands(createPolicyActor(bytes), createPersonActor(person.level, person.sticks));
      const live = hands();
      return createSharedActor(live, live.person.catches ? createRehearsal(hands(), {}, task?.noise ?? 0) : null);
    }
    case "scripted":
      return createScriptedActor(spec.speed);
    default:
      return assertNever(spec);
  }
}

/** Only what differs from the defaults, so that the usual episode has the usual fingerprint. */
function hopperOptionsOf(maxSteps: number): { readonly max_episode_steps?: number } {
  return maxSteps === 1000 ? {} : { max_episode_steps: maxSteps };
}
