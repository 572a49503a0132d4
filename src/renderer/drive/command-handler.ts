import { assertNever } from "../../shared/base/assert-never.ts";
import { pauseEvent } from "../../shared/record/recorder.ts";
import type { RecorderEvent } from "../../shared/record/recorder.ts";
import { takeoverEvent } from "../../shared/record/takeover-table.ts";
import type { TakeoverEvent } from "../../shared/record/takeover-table.ts";
import type { Push } from "../../shared/sim/types.ts";
import { KEY_PUSH } from "../input/bindings.ts";
import type { Command } from "../input/bindings.ts";
import type { DriveState } from "./drive-state.ts";
import { isAtRest, isRewinding } from "./phases.ts";
import type { Marks } from "./recording-desk.ts";
import { endsHere } from "./rewind-view.ts";

/** What a session lets commands do. */
export interface CommandHost {
  get(): DriveState;
  set(state: Partial<DriveState>): void;
  advance(event: RecorderEvent): void;
  startOrStop(): void;
  mark(marks: Marks): void;
  push(push: Push): void;
  shiftScale(by: number): void;
  takeOver(event: TakeoverEvent): void;
  resetCamera(): void;
  /** whether it can be heard then */
  toggleSound(): boolean;
  /** false, with the reason shown, while nothing drives */
  mayResume(): boolean;
}

/** success, failure, not said, in turn */
function nextSuccess(success: boolean | null): boolean | null {
  return success === null ? true : success ? false : null;
}

/** The meaning of every command in the phase the recorder is in. */
export function createCommandHandler(host: CommandHost): (command: Command) => void {
  const rewinding = (): boolean => isRewinding(host.get().recorder.phase);
  const retry = (): void => {
    // Before the worker has shown a moment there is none to go on from.
    if (host.get().rewind === null) return;
    if (endsHere(host.get())) return host.set({ said: "The episode ended here. Go on from a moment before." });
    if (host.mayResume()) host.advance({ type: "retry" });
  };
  const rewind = (): void => {
    if (rewinding()) return host.advance({ type: "cancel" });
    if (host.get().review?.rewindable === false)
      return host.set({ said: "The simulation was set up anew: no way back." });
    host.advance({ type: "rewind" });
  };
  const failed = (): boolean => host.get().recorder.phase === "failed";
  const rate = (by: number): void => {
    const { marks } = host.get();
    const rating = Math.min(5, Math.max(0, (marks.rating ?? (by > 0 ? 2 : 4)) + by));
    host.mark({ ...marks, rating: rating === 0 ? null : rating });
  };
  const pause = (): void => {
    const event = pauseEvent(host.get().recorder.phase);
    if (event === null || (event === "resume" && !host.mayResume())) return;
    host.advance({ type: event });
  };
  const quickMenu = (): void => {
    const { menuOpen, recorder } = host.get();
    if (isAtRest(recorder.phase)) return host.set({ menuOpen: !menuOpen });
    host.set({ said: "The quick menu opens when nothing runs. Pause or stop first." });
  };
  return (command) => {
    switch (command) {
      case "startStop":
        return host.startOrStop();
      case "keep":
        if (rewinding()) return retry();
        return host.advance({ type: failed() ? "dismiss" : "keep" });
      case "discard":
        if (rewinding()) return host.advance({ type: "cancel" });
        return host.advance({ type: failed() ? "dismiss" : "discard" });
      case "redo":
        return host.advance({ type: "redo" });
      case "pause":
        return pause();
      case "rewind":
        return rewind();
      case "takeover": {
        const { takeover } = host.get();
        return takeover === null ? undefined : host.takeOver(takeoverEvent(takeover));
      }
      case "mark": {
        const { marks } = host.get();
        return host.mark({ ...marks, success: nextSuccess(marks.success) });
      }
      case "rateUp":
        return rate(1);
      case "rateDown":
        return rate(-1);
      case "slower":
        return host.shiftScale(-1);
      case "faster":
        return host.shiftScale(1);
      case "pushBack":
        return host.push({ body: "torso", x: -KEY_PUSH, z: 0 });
      case "pushForward":
        return host.push({ body: "torso", x: KEY_PUSH, z: 0 });
      case "resetCamera":
        return host.resetCamera();
      case "mute":
        return host.set({ said: host.toggleSound() ? "Sound on." : "Sound off." });
      case "quickMenu":
        return quickMenu();
      case "help":
        return host.set({ helpOpen: !host.get().helpOpen });
      default:
        return assertNever(command);
    }
  };
}
