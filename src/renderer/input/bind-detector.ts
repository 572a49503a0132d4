import type { AxisBinding, ButtonBinding } from "../../shared/control/pad-profile.ts";
import { readPad } from "../../shared/control/pad-sample.ts";
import type { PadSample } from "../../shared/control/pad-sample.ts";

/** What is being asked for: a stick's direction, or a button of the standard layout. */
export type BindKind = "axis" | "button";

export type BindResult =
  | { readonly kind: "axis"; readonly binding: AxisBinding }
  | { readonly kind: "button"; readonly binding: ButtonBinding };

/** Finds what a person moves when asked to. One detector per question. */
export interface BindDetector {
  /** a reading at `now` (ms); the result, once, when what was moved has been let go again: it answers one question */
  look(raw: PadSample, now: number): BindResult | null;
  /** something is held, and its release is waited for */
  readonly held: boolean;
}

interface Candidate {
  readonly from: "axis" | "button";
  readonly index: number;
  /** furthest from its rest */
  extreme: number;
}

/** of an axis's travel, or of a button */
const CLEAR = 0.55;
/** of the way out; below it is let go */
const BACK = 0.4;
/** ms without a change that make a new rest */
const SETTLED = 120;
const STILL = 0.03;
/** where a hat rests, nothing else does */
const HAT_REST = 1.05;

export function createBindDetector(kind: BindKind): BindDetector {
  let rest: { readonly axes: Float64Array; readonly buttons: Float64Array } | null = null;
  let found: Candidate | null = null;
  let last = Number.NaN;
  let stillSince = Number.NaN;
  let answered = false;

  const restOf = (from: Candidate["from"], index: number): number =>
    rest === null ? 0 : readPad(from === "axis" ? rest.axes : rest.buttons, index);
  const valueOf = (raw: PadSample, { from, index }: Candidate): number =>
    readPad(from === "axis" ? raw.axes : raw.buttons, index);
  const best = (from: Candidate["from"], values: ArrayLike<number>): Candidate | null => {
    let candidate: Candidate | null = null;
    let most = CLEAR;
    for (let index = 0; index < values.length; index += 1) {
      // A hat that said 0 until it was first touched has come to its rest.
      if (from === "axis" && Math.abs(readPad(values, index)) > HAT_REST && rest !== null)
        rest.axes[index] = readPad(values, index);
      const away = Math.abs(readPad(values, index) - restOf(from, index));
      if (away <= most) continue;
      most = away;
      candidate = { from, index, extreme: readPad(values, index) };
    }
    return candidate;
  };
  /** Triggers often are both: then the button tells more surely. */
  const search = (raw: PadSample): Candidate | null =>
    kind === "axis" ? best("axis", raw.axes) : (best("button", raw.buttons) ?? best("axis", raw.axes));

  const resultOf = (candidate: Candidate, settled: number): BindResult => {
    const { from, index, extreme } = candidate;
    const first = restOf(from, index);
    if (kind === "axis") return { kind, binding: { axis: index, invert: extreme < first } };
    if (from === "button") return { kind, binding: { from, index } };
    if (Math.abs(first) > HAT_REST || Math.abs(settled) > HAT_REST)
      return { kind, binding: { from: "hat", index, at: extreme } };
    // Some triggers say 0 until they are first touched, and rest at the other end from then on.
    return {
      kind,
      binding: { from, index, rest: Math.abs(settled - first) > CLEAR ? settled : first, pressed: extreme },
    };
  };

  return {
    get held(): boolean {
      return found !== null;
    },
    look(raw, now): BindResult | null {
      if (answered) return null;
      if (rest === null) {
        rest = { axes: Float64Array.from(raw.axes), buttons: Float64Array.from(raw.buttons) };
        return null;
      }
      if (found === null) {
        found = search(raw);
        return null;
      }
      const value = valueOf(raw, found);
      if (kind === "button" && found.from === "axis" && rest !== null) {
        // A trigger that says 0 until it is first touched jumps to its rest at -1, and is then pulled to the other end.
        const jumped = Math.abs(restOf("axis", found.index)) < STILL && found.extreme < 0;
        if (jumped && value > CLEAR && value <= HAT_REST) {
          rest.axes[found.index] = found.extreme;
          found.extreme = value;
        }
      }
      const first = restOf(found.from, found.index);
      if (Math.abs(value - first) > Math.abs(found.extreme - first) && value > first === found.extreme > first)
        found.extreme = value;
      if (Math.abs(value - last) > STILL || Number.isNaN(stillSince)) stillSince = now;
      last = value;
      const out = (value - first) / (found.extreme - first);
      answered = out < BACK && now - stillSince >= SETTLED;
      return answered ? resultOf(found, value) : null;
    },
  };
}
