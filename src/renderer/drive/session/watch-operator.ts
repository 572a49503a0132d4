import type { PadSample } from "../../../shared/control/pad-sample.ts";
import type { Command } from "../../input/bindings.ts";
import { createInputSource } from "../../input/input-source.ts";
import type { InputDevice, InputSample } from "../../input/input-source.ts";
import { describeDevice } from "../describe-phase.ts";
import { layoutOf, padsOf } from "../drive-choices.ts";
import type { DriveChoices } from "../drive-choices.ts";
import { closeOpen, moveFocus, openOverlay } from "../../navigate/move-focus.ts";
import { createPadNavigator } from "../../navigate/pad-navigator.ts";
import { createPadWriter } from "../pad-writer.ts";
import { isAtRest, isLooking } from "../phases.ts";
import { watchPresence } from "../presence.ts";
import { FRAME } from "../records.ts";
import type { Scrubber } from "../scrubber.ts";
import type { Looker } from "./create-looker.ts";
import type { RecorderLoop } from "./create-recorder-loop.ts";
import { createPadLoan } from "./pad-loan.ts";
import { NO_DEVICE, isAway } from "./refusals.ts";
import type { SessionContext } from "./session-context.ts";

/** The operator's hands and whereabouts. */
export interface Operator {
  /** the newest raw input */
  readonly pad: PadSample;
  /** while locked, another device does not take over, nor a pad whose layout is not the one that the header tells */
  lock(locked: boolean): void;
  /** whether the episode's header tells how the driving device is read */
  readonly isReadAlike: boolean;
  dispose(): void;
}

/** Takes the input device's samples to the worker or, while rewinding, to the scrubber; pauses when operator or device is gone. */
export function watchOperator(
  session: SessionContext,
  {
    scrubber,
    looker,
    command,
    readsAlike,
  }: {
    readonly scrubber: Scrubber;
    readonly looker: Looker;
    readonly command: (command: Command) => void;
    readonly readsAlike: RecorderLoop["readsAlike"];
  },
): Operator {
  const { get, set, advance } = session;
  const padWriter = createPadWriter();
  const navigator = createPadNavigator();
  const loan = createPadLoan({
    mayLend: () => isAtRest(get().recorder.phase),
    isOpen: () => get().menuOpen || get().helpOpen,
    isCovered: () => openOverlay() !== null,
  });
  /** what drives while the pad is lent: hands off */
  const atRest: InputSample = { device: get().device, axes: new Float64Array(4), buttons: new Float64Array(17) };
  let lastSample = 0;

  const frame = new Float64Array(FRAME.size);
  const tickDue = (): number => {
    const ticks = session.link.readFrame(frame) && frame[FRAME.running] === 1;
    return ticks ? (frame[FRAME.time] ?? Number.NaN) - performance.timeOrigin : Number.NaN;
  };
  const onDevice = (device: InputDevice, unplugged: boolean): void => {
    const answered = get().problem === NO_DEVICE && device.kind !== "none";
    set({ device, problem: answered ? null : get().problem });
    if (unplugged) advance({ type: "interrupt", why: "The gamepad was unplugged." });
    else set({ said: describeDevice(device) });
  };
  const onAbsence = (absence: string | null): void => {
    const { problem } = get();
    set({ absence, problem: absence === null && problem !== null && isAway(problem) ? null : problem });
    if (absence !== null) {
      advance({ type: "interrupt", why: absence });
      if (get().recorder.phase === "idle") session.link.send({ type: "halt" });
    } else if (get().recorder.phase === "idle" && get().worker === "ready") session.link.send({ type: "run" });
  };
  const movePage = (sample: Readonly<InputSample>, now: number): void => {
    const move = navigator.look(sample, now, { stick: true });
    const overlay = move === null ? null : openOverlay();
    if (move === null || overlay === null) return;
    if (move === "back") closeOpen();
    else moveFocus(move, overlay, "map");
  };
  const onSample = (sample: Readonly<InputSample>): void => {
    const lent = loan.look(sample);
    atRest.device = sample.device;
    session.link.writePad(padWriter.write(lent ? atRest : sample));
    const now = performance.now();
    const dt = Math.min(0.1, (now - lastSample) / 1000);
    lastSample = now;
    if (lent) return movePage(sample, now);
    navigator.settle();
    if (isLooking(get().recorder.phase) && scrubber.move(sample, dt)) looker.look(scrubber.step);
  };

  const onCommand = (asked: Command): void => {
    const { menuOpen, helpOpen } = get();
    const closes = (asked === "quickMenu" && menuOpen) || (asked === "help" && helpOpen);
    if (closes || !loan.lent) command(asked);
  };

  const presence = watchPresence(onAbsence);
  set({ absence: presence.absence });
  /** An open episode is read as its header says, whatever another window changes. */
  let held: DriveChoices | null = null;
  const pads = padsOf(() => held ?? session.choices);
  const fits = (padId: string): boolean => readsAlike(layoutOf(held ?? session.choices, padId));
  const input = createInputSource({ sample: onSample, command: onCommand, device: onDevice }, pads, tickDue);
  return {
    pad: padWriter.pad,
    lock(locked): void {
      held = locked ? (held ?? session.choices) : null;
      input.lock(locked, fits);
    },
    get isReadAlike(): boolean {
      const { device } = get();
      return device.kind !== "pad" || fits(device.pad.id);
    },
    dispose(): void {
      presence.dispose();
      input.dispose();
    },
  };
}
