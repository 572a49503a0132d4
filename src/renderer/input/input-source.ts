import { applyProfile, STANDARD_PROFILE } from "../../shared/control/pad-profile.ts";
import type { MappedPad, PadProfile } from "../../shared/control/pad-profile.ts";
import { createButtonEdges } from "./button-edges.ts";
import { commandOfKey } from "./bindings.ts";
import type { Command } from "./bindings.ts";
import { createKeyboardPad } from "./keyboard-pad.ts";
import { watchPads } from "./pad-presence.ts";
import type { PadInfo } from "./pad-presence.ts";
import { createRawPad } from "./raw-pad.ts";

/** What drives at the moment. */
export type InputDevice =
  | { readonly kind: "none" }
  | { readonly kind: "keyboard" }
  | { readonly kind: "pad"; readonly pad: PadInfo };

/** One reading in the standard layout, before dead zone and curve. */
export interface InputSample {
  device: InputDevice;
  readonly axes: Float64Array;
  readonly buttons: Float64Array;
}

export interface InputEvents {
  /** every poll: some hundred times a second; the sample is reused */
  sample(sample: Readonly<InputSample>): void;
  command(command: Command): void;
  /** the driving device changed; `unplugged` when the one that drove is gone */
  device(device: InputDevice, unplugged: boolean): void;
}

export interface InputSource {
  readonly device: InputDevice;
  /** while locked, another device's keys and sticks do not take over */
  lock(locked: boolean): void;
  dispose(): void;
}

/** ms; polls between display frames, because a browser renews its pads more often than the display */
const POLL_MS = 4;
/** a stick this far out, or a button, makes its pad the driving device */
const CLEARLY_MOVED = 0.3;

const NOTHING: InputDevice = { kind: "none" };
const KEYBOARD: InputDevice = { kind: "keyboard" };

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.closest("input, textarea, select, [role=dialog], [role=listbox], [role=menu]") !== null)
  );
}

/** Enter and Space on a focused button press that button, not a command. */
function pressesControl(event: KeyboardEvent): boolean {
  return (
    (event.code === "Enter" || event.code === "Space") &&
    event.target instanceof HTMLElement &&
    event.target.closest("button, a, [role=slider], [role=radio]") !== null
  );
}

/**
 * Reads pad and keyboard, and nothing else: what the readings mean is decided elsewhere. `profileOf` gives a pad's
 * profile, which brings it into the standard layout; null: it comes in it.
 */
export function createInputSource(
  events: InputEvents,
  profileOf: (padId: string) => PadProfile | null = () => null,
): InputSource {
  const keyboard = createKeyboardPad();
  const edges = createButtonEdges();
  const sample: InputSample = { device: NOTHING, axes: new Float64Array(4), buttons: new Float64Array(17) };
  const pads = new Map<number, PadInfo>();
  const raw = createRawPad();
  const beside: MappedPad = { axes: new Float64Array(4), buttons: new Float64Array(17) };
  let locked = false;
  let lastPoll = performance.now();
  let request = 0;

  const become = (device: InputDevice, unplugged = false): void => {
    sample.device = device;
    events.device(device, unplugged);
  };
  const drivingPad = (): PadInfo | null => (sample.device.kind === "pad" ? sample.device.pad : null);
  const readPad = (info: PadInfo, out: MappedPad = sample): boolean => {
    const pad = navigator.getGamepads()[info.index];
    if (!pad) return false;
    raw.take(pad);
    applyProfile(raw, profileOf(info.id) ?? STANDARD_PROFILE, out);
    return true;
  };
  const movedPad = (): PadInfo | null => {
    for (const info of pads.values())
      if (readPad(info, beside) && [...beside.axes, ...beside.buttons].some((one) => Math.abs(one) > CLEARLY_MOVED))
        return info;
    return null;
  };
  const poll = (): void => {
    const now = performance.now();
    keyboard.advance(Math.min(0.1, (now - lastPoll) / 1000));
    lastPoll = now;
    if (sample.device.kind === "keyboard" && !locked) {
      const moved = movedPad();
      if (moved !== null) become({ kind: "pad", pad: moved });
    }
    const info = drivingPad();
    if (info !== null) {
      // A pad that is gone leaves its last reading standing for a moment at most: its absence is an event of its own.
      if (!readPad(info)) return forget(info.index);
      events.sample(sample);
      for (const command of edges.look(sample.buttons)) events.command(command);
      return;
    }
    sample.axes.set(keyboard.axes);
    sample.buttons.set(keyboard.buttons);
    events.sample(sample);
  };
  const forget = (index: number): void => {
    pads.delete(index);
    if (drivingPad()?.index !== index) return;
    sample.axes.fill(0);
    sample.buttons.fill(0);
    const other = pads.values().next().value;
    become(other === undefined ? NOTHING : { kind: "pad", pad: other }, true);
  };
  const frame = (): void => {
    request = requestAnimationFrame(frame);
    poll();
  };
  const onConnect = (pad: PadInfo): void => {
    pads.set(pad.index, pad);
    // A pad that comes back in the middle of an episode goes on; one more beside a device that drives waits.
    if (sample.device.kind === "pad" || (locked && sample.device.kind !== "none")) return;
    become({ kind: "pad", pad });
    // The press that woke the pad up is no command.
    if (readPad(pad)) edges.settle(sample.buttons);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || pressesControl(event)) return;
    if (keyboard.press(event.code)) {
      event.preventDefault();
      if (sample.device.kind === "none" || (sample.device.kind === "pad" && !locked)) become(KEYBOARD);
      return;
    }
    const command = commandOfKey(event.code);
    if (command === null || event.repeat) return;
    event.preventDefault();
    events.command(command);
  };
  const onKeyUp = (event: KeyboardEvent): void => keyboard.release(event.code);
  const letGo = (): void => keyboard.releaseAll();

  const unwatch = watchPads(onConnect, forget);
  const interval = setInterval(poll, POLL_MS);
  request = requestAnimationFrame(frame);
  window.addEventListener("keydown", onKeyDown);
  window.addEventListener("keyup", onKeyUp);
  window.addEventListener("blur", letGo);
  return {
    get device(): InputDevice {
      return sample.device;
    },
    lock(next: boolean): void {
      locked = next;
    },
    dispose(): void {
      unwatch();
      clearInterval(interval);
      cancelAnimationFrame(request);
      window.removeEventListener("keydown", onKeyDown);
      window.removeEventListener("keyup", onKeyUp);
      window.removeEventListener("blur", letGo);
    },
  };
}
