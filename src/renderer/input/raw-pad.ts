import { MAX_PAD_AXES, MAX_PAD_BUTTONS } from "../../shared/control/pad-profile.ts";
import type { PadSample } from "../../shared/control/pad-sample.ts";

/**
 * One pad as the browser reports it: all its axes and buttons, in its own order. Many systems report an axis as exactly
 * 0 until it is first moved, also a trigger that rests at -1; until then it is NaN here, which reads as at rest. Where
 * the browser has made a button of such an axis, it is exactly a half, and 0 here.
 */
export interface RawPad extends PadSample {
  readonly axes: Float64Array;
  readonly buttons: Float64Array;
  /** how many of them the pad has */
  readonly axisCount: number;
  readonly buttonCount: number;
  /** ms, as the browser stamped the reading */
  readonly timestamp: number;
  /** copies a reading; allocates nothing */
  take(pad: Gamepad): void;
  clear(): void;
}

const HALF_WAY = 0.5;

export function createRawPad(): RawPad {
  const axes = new Float64Array(MAX_PAD_AXES);
  const buttons = new Float64Array(MAX_PAD_BUTTONS);
  const axisSpoke = new Uint8Array(MAX_PAD_AXES);
  const buttonSpoke = new Uint8Array(MAX_PAD_BUTTONS);
  let axisCount = 0;
  let buttonCount = 0;
  let timestamp = 0;
  return {
    axes,
    buttons,
    get axisCount(): number {
      return axisCount;
    },
    get buttonCount(): number {
      return buttonCount;
    },
    get timestamp(): number {
      return timestamp;
    },
    take(pad: Gamepad): void {
      // Each of these reads goes through the browser: once is enough.
      const { axes: given, buttons: pressed } = pad;
      axisCount = Math.min(MAX_PAD_AXES, given.length);
      buttonCount = Math.min(MAX_PAD_BUTTONS, pressed.length);
      timestamp = pad.timestamp;
      for (let i = 0; i < axisCount; i += 1) {
        const value = given[i] ?? 0;
        if (value !== 0) axisSpoke[i] = 1;
        axes[i] = axisSpoke[i] === 1 ? value : Number.NaN;
      }
      axes.fill(Number.NaN, axisCount);
      for (let i = 0; i < buttonCount; i += 1) {
        const value = pressed[i]?.value ?? 0;
        if (value !== HALF_WAY) buttonSpoke[i] = 1;
        buttons[i] = buttonSpoke[i] === 1 ? value : 0;
      }
      buttons.fill(0, buttonCount);
    },
    clear(): void {
      axisSpoke.fill(0);
      buttonSpoke.fill(0);
      axes.fill(0);
      buttons.fill(0);
    },
  };
}
