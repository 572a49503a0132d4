import type { PadSample } from "../../../shared/control/pad-sample.ts";
import type { Command } from "../../input/bindings.ts";
import { createInputSource } from "../../input/input-source.ts";
import type { InputDevice, InputSample } from "../../input/input-source.ts";
import { describeDevice } from "../describe-phase.ts";
import { padsOf } from "../drive-choices.ts";
import type { DriveChoices } from "../drive-choices.ts";
import { createPadWriter } from "../pad-writer.ts";
import { isLooking } from "../phases.ts";
import { watchPresence } from "../presence.ts";
import type { Scrubber } from "../scrubber.ts";
import type { Looker } from "./create-looker.ts";
import { NO_DEVICE, isAway } from "./refusals.ts";
import type { SessionContext } from "./session-context.ts";

/** The operator's hands and whereabouts. */
export interface Operator {
  /** the newest raw input */
  readonly pad: PadSample;
  /** while locked, another device does not take over */
  lock(locked: boolean): void;
  dispose(): void;
}

/** Takes the input device's samples to the worker or, while rewinding, to the scrubber; pauses when operator or device is gone. */
export function watchOperator(
  session: SessionContext,
  {
    scrubber,
    looker,
    command,
  }: { readonly scrubber: Scrubber; readonly looker: Looker; readonly command: (command: Command) => void },
): Operator {
  const { get, set, advance } = session;
  const padWriter = createPadWriter();
  let lastSample = 0;

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
  const onSample = (sample: Readonly<InputSample>): void => {
    session.link.writePad(padWriter.write(sample));
    const now = performance.now();
    const dt = Math.min(0.1, (now - lastSample) / 1000);
    lastSample = now;
    if (isLooking(get().recorder.phase) && scrubber.move(sample, dt)) looker.look(scrubber.step);
  };

  const presence = watchPresence(onAbsence);
  set({ absence: presence.absence });
  /** An open episode is read as its header says, whatever another window changes. */
  let held: DriveChoices | null = null;
  const pads = padsOf(() => held ?? session.choices);
  const input = createInputSource({ sample: onSample, command, device: onDevice }, pads);
  return {
    pad: padWriter.pad,
    lock(locked): void {
      held = locked ? (held ?? session.choices) : null;
      input.lock(locked);
    },
    dispose(): void {
      presence.dispose();
      input.dispose();
    },
  };
}
