import { applyProfile, STANDARD_PROFILE } from "../../shared/control/pad-profile.ts";
import type { MappedPad, PadProfile } from "../../shared/control/pad-profile.ts";
import { createButtonEdges } from "./button-edges.ts";
import { commandOfKey } from "./bindings.ts";
import type { Command } from "./bindings.ts";
import { watchKeyOwner } from "./key-owner.ts";
import { createKeyboardPad } from "./keyboard-pad.ts";
import { padLabels } from "./pad-labels.ts";
import { watchPads } from "./pad-presence.ts";
import type { PadInfo } from "./pad-presence.ts";
import { startPolls } from "./poll-clock.ts";
import { createRawPad } from "./raw-pad.ts";
import type { RawPad } from "./raw-pad.ts";

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
  /**
   * While locked, another device's keys and sticks do not take over, and a pad that comes drives only where it `fits`; else
   * it waits for the end of the lock.
   */
  lock(locked: boolean, fits?: (padId: string) => boolean): void;
  dispose(): void;
}

/** a stick this far from where it rested, or a button, makes its pad the driving device */
const CLEARLY_MOVED = 0.3;
/** polls between two looks at the pads that do not drive */
const GLANCE_EVERY = 12;

/** A connected pad. */
interface KnownPad {
  info: PadInfo;
  profile: PadProfile | null;
  readonly raw: RawPad;
  /** where it stood since another device drives: some axes never rest at 0 */
  readonly rest: MappedPad;
}

const emptyPad = (): MappedPad => ({ axes: new Float64Array(4), buttons: new Float64Array(17) });

const NOTHING: InputDevice = { kind: "none" };
const KEYBOARD: InputDevice = { kind: "keyboard" };

/**
 * Reads pad and keyboard, and nothing else: what the readings mean is decided elsewhere. `profileOf` gives a pad's
 * profile, which brings it into the standard layout; null: it comes in it. `tickDue` tells when some tick was due that the
 * readings are for (ms on the clock of performance.now; NaN: nothing ticks).
 */
export function createInputSource(
  events: InputEvents,
  profileOf: (padId: string) => PadProfile | null = () => null,
  tickDue: () => number = () => Number.NaN,
): InputSource {
  const keyboard = createKeyboardPad();
  const edges = createButtonEdges();
  const sample: InputSample = { device: NOTHING, axes: new Float64Array(4), buttons: new Float64Array(17) };
  const pads = new Map<number, KnownPad>();
  const beside = emptyPad();
  let locked = false;
  const always = (): boolean => true;
  let fits: (padId: string) => boolean = always;
  let lastPoll = performance.now();
  let polls = 0;

  const become = (device: InputDevice, unplugged = false): void => {
    for (const one of pads.values()) readPad(one, one.rest);
    sample.device =
      device.kind === "pad" ? { kind: "pad", pad: pads.get(device.pad.index)?.info ?? device.pad } : device;
    events.device(sample.device, unplugged);
  };
  const drivingPad = (): KnownPad | undefined =>
    sample.device.kind === "pad" ? pads.get(sample.device.pad.index) : undefined;
  const readPad = (known: KnownPad, out: MappedPad): boolean => {
    const pad = navigator.getGamepads()[known.info.index];
    if (!pad) return false;
    known.raw.take(pad);
    const profile = profileOf(known.info.id);
    applyProfile(known.raw, profile ?? STANDARD_PROFILE, out);
    if (profile !== known.profile) relabel(known, profile);
    return true;
  };
  /** Another profile, other buttons to press. */
  const relabel = (known: KnownPad, profile: PadProfile | null): void => {
    known.profile = profile;
    known.info = { ...known.info, labels: padLabels(known.info, profile) };
    if (sample.device.kind !== "pad" || sample.device.pad.index !== known.info.index) return;
    sample.device = { kind: "pad", pad: known.info };
    events.device(sample.device, false);
  };
  const isMoved = (values: Float64Array, rest: Float64Array): boolean => {
    let moved = false;
    for (let i = 0; i < values.length; i += 1) {
      const value = values[i] ?? 0;
      moved ||= Math.abs(value - (rest[i] ?? 0)) > CLEARLY_MOVED && Math.abs(value) > CLEARLY_MOVED;
      // What was held when another device took over, and is let go since, is no move.
      if (Math.abs(value) < Math.abs(rest[i] ?? 0)) rest[i] = value;
    }
    return moved;
  };
  const movedPad = (): KnownPad | null => {
    for (const known of pads.values()) {
      if (known === drivingPad() || !readPad(known, beside)) continue;
      const stick = isMoved(beside.axes, known.rest.axes);
      if (isMoved(beside.buttons, known.rest.buttons) || stick) return known;
    }
    return null;
  };
  const drive = (known: KnownPad): void => {
    become({ kind: "pad", pad: known.info });
    // The press that woke the pad up is no command.
    if (readPad(known, sample)) edges.settle(sample.buttons);
  };
  const poll = (): void => {
    const now = performance.now();
    keyboard.advance(Math.min(0.1, (now - lastPoll) / 1000));
    lastPoll = now;
    polls += 1;
    if (!locked && sample.device.kind !== "none" && polls % GLANCE_EVERY === 0) {
      const moved = movedPad();
      if (moved !== null) drive(moved);
    }
    const known = drivingPad();
    if (known !== undefined) {
      // A pad that is gone leaves its last reading standing for a moment at most: its absence is an event of its own.
      if (!readPad(known, sample)) return presence.missing(known.info.index);
      events.sample(sample);
      for (const command of edges.look(sample.buttons)) events.command(command);
      return;
    }
    sample.axes.set(keyboard.axes);
    sample.buttons.set(keyboard.buttons);
    events.sample(sample);
  };
  const forget = (index: number): void => {
    const drove = drivingPad()?.info.index === index;
    pads.delete(index);
    if (!drove) return;
    sample.axes.fill(0);
    sample.buttons.fill(0);
    const other = [...pads.values()].find(({ info }) => fits(info.id));
    become(other === undefined ? NOTHING : { kind: "pad", pad: other.info }, true);
  };
  const onConnect = (pad: PadInfo): void => {
    const known: KnownPad = { info: pad, profile: null, raw: createRawPad(), rest: emptyPad() };
    pads.set(pad.index, known);
    // A pad that comes back in the middle of an episode goes on; one more beside a device that drives waits.
    const waits = sample.device.kind === "pad" || (locked && sample.device.kind !== "none") || !fits(pad.id);
    if (waits) void readPad(known, known.rest);
    else drive(known);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || keyOwner.owns(event)) return;
    if (keyboard.press(event.code)) {
      event.preventDefault();
      keyOwner.release();
      if (sample.device.kind === "none" || (sample.device.kind === "pad" && !locked)) become(KEYBOARD);
      return;
    }
    const command = commandOfKey(event.code);
    if (command === null || event.repeat) return;
    event.preventDefault();
    keyOwner.release();
    // Whoever asks for a recording by a key means to drive by keys.
    if (command === "startStop" && sample.device.kind === "none" && !locked) become(KEYBOARD);
    events.command(command);
  };
  const onKeyUp = (event: KeyboardEvent): void => keyboard.release(event.code);
  const letGo = (): void => keyboard.releaseAll();

  const presence = watchPads(onConnect, forget);
  const keyOwner = watchKeyOwner();
  const endPolls = startPolls(poll, tickDue);
  window.addEventListener("keydown", onKeyDown);
  window.addEventListener("keyup", onKeyUp);
  window.addEventListener("blur", letGo);
  return {
    get device(): InputDevice {
      return sample.device;
    },
    lock(next, only = always): void {
      locked = next;
      fits = next ? only : always;
      const waiting = pads.values().next().value;
      if (!locked && sample.device.kind === "none" && waiting !== undefined) drive(waiting);
    },
    dispose(): void {
      presence.dispose();
      keyOwner.dispose();
      endPolls();
      window.removeEventListener("keydown", onKeyDown);
      window.removeEventListener("keyup", onKeyUp);
      window.removeEventListener("blur", letGo);
    },
  };
}
