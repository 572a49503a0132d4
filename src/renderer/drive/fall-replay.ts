import { createStore } from "zustand/vanilla";
import type { StoreApi } from "zustand/vanilla";
import { STEP_RATE } from "../../shared/base/specs.ts";
import type { ShownLimit } from "../viewer/types.ts";
import type { DriveSession } from "./create-drive-session.ts";
import type { DriveState, Review } from "./drive-state.ts";
import { isFall, limitOf } from "./fall.ts";
import type { TracedState } from "./hop-trace.ts";
import { mailboxBytes, openMailbox } from "./mailbox.ts";
import { writePosesOf } from "./poses-of-state.ts";
import { FRAME, sharedNow } from "./records.ts";

/** What the scene shows beside the card after a fall. */
export interface FallReplayView {
  /** none: it did not fall; still: the moment of the fall, which is all there is where motion is reduced */
  readonly phase: "none" | "playing" | "rested" | "still";
  /** a mailbox in place of the worker's; null: the worker's */
  readonly frames: ArrayBufferLike | null;
  readonly limit: ShownLimit | null;
}

/**
 * Plays the end of a fallen episode again while its card is open. It shows what the page itself saw pass, in frames of
 * its own: worker, recording and state are not touched, and any command that leaves the card ends it.
 */
export interface FallReplay {
  readonly store: StoreApi<FallReplayView>;
  /** plays once more */
  again(): void;
  dispose(): void;
}

/** What it needs of the page; tests bring their own. */
export interface ReplayClock {
  now(): number;
  /** calls once, at the next display frame; returns the way to call it off */
  next(turn: () => void): () => void;
}

const PAGE_CLOCK: ReplayClock = {
  now: sharedNow,
  next(turn) {
    const request = requestAnimationFrame(turn);
    return () => cancelAnimationFrame(request);
  },
};

/** steps before the fall */
const STEPS = Math.round(1.2 * STEP_RATE);
/** simulated seconds per real second */
const REPLAY_SCALE = 1 / 4;
/** ms per step */
const PERIOD = 1000 / (STEP_RATE * REPLAY_SCALE);
/** ms the fall stands before it plays again, and how often it plays by itself */
const REST = 1500;
const TIMES = 2;

/** Nothing is played. */
export const NO_REPLAY: FallReplayView = { phase: "none", frames: null, limit: null };

export function createFallReplay(
  session: Pick<DriveSession, "store" | "trace">,
  isStill: () => boolean,
  clock: ReplayClock = PAGE_CLOCK,
): FallReplay {
  const store = createStore<FallReplayView>()(() => NO_REPLAY);
  const bytes = mailboxBytes(FRAME.size);
  const box = openMailbox(
    typeof SharedArrayBuffer === "undefined" ? new ArrayBuffer(bytes) : new SharedArrayBuffer(bytes),
    FRAME.size,
  );
  const values = new Float64Array(FRAME.size);
  let shown: Review | null = null;
  let reel: readonly TracedState[] = [];
  let began = 0;
  let played = 0;
  let callOff = (): void => undefined;

  /** the state `index` and the one after it, between which the scene moves from `due` on */
  const write = (index: number, due: number): void => {
    const from = reel[index];
    const to = reel[Math.min(index + 1, reel.length - 1)];
    if (from === undefined || to === undefined) return;
    writePosesOf(from.qpos, values, FRAME.previousPoses);
    writePosesOf(to.qpos, values, FRAME.poses);
    values[FRAME.previousTime] = due - PERIOD;
    values[FRAME.time] = due;
    values[FRAME.contact] = Number(to.contact);
    values[FRAME.steps] = to.step;
    values[FRAME.speed] = to.speed;
    values[FRAME.command] = Number.NaN;
    values[FRAME.timeScale] = REPLAY_SCALE;
    box.write(values);
  };
  const begin = (): void => {
    began = clock.now();
    // Nothing lies between the fall and the start of the next showing.
    values[FRAME.epoch] = (values[FRAME.epoch] ?? 0) + 1;
    write(0, began);
  };
  const turn = (): void => {
    const elapsed = clock.now() - began;
    const last = reel.length - 1;
    const index = Math.min(last, Math.floor(elapsed / PERIOD));
    write(index, began + index * PERIOD);
    if (elapsed > last * PERIOD + REST) {
      played += 1;
      if (played >= TIMES) return store.setState({ phase: "rested" });
      begin();
    }
    callOff = clock.next(turn);
  };
  const play = (times: number): void => {
    callOff();
    played = TIMES - times;
    store.setState({ phase: "playing" });
    begin();
    callOff = clock.next(turn);
  };
  const stop = (): void => {
    callOff();
    shown = null;
    store.setState(NO_REPLAY);
  };
  const show = (review: Review): void => {
    shown = review;
    reel = lastStates(session.trace, review.outcome.steps);
    const { cause } = review.outcome;
    if (!isFall(cause)) return;
    const limit = limitOf(cause);
    if (reel.length === 0) return store.setState({ ...NO_REPLAY, limit });
    store.setState({ phase: "still", frames: box.buffer, limit });
    if (!isStill() && reel.length > 1) return play(TIMES);
    values[FRAME.epoch] = (values[FRAME.epoch] ?? 0) + 1;
    write(reel.length - 1, clock.now());
  };
  const follow = ({ recorder, review }: DriveState): void => {
    if (recorder.phase !== "review" || review === null) {
      if (shown !== null) stop();
    } else if (review !== shown) show(review);
  };
  const unsubscribe = session.store.subscribe(follow);

  return {
    store,
    again(): void {
      if (store.getState().phase !== "none" && reel.length > 1) play(1);
    },
    dispose(): void {
      unsubscribe();
      stop();
    },
  };
}

/** The states up to the last, as far back as they are wanted and known without a gap. */
function lastStates(trace: DriveSession["trace"], last: number): readonly TracedState[] {
  const states: TracedState[] = [];
  for (let step = last; step >= Math.max(0, last - STEPS); step -= 1) {
    const state = trace.at(step);
    if (state === null || !Number.isFinite(state.qpos[0])) break;
    states.push(state);
  }
  return states.toReversed();
}
