import { MAX_PAD_AXES, MAX_PAD_BUTTONS } from "../../shared/control/pad-profile.ts";
import type { PadSample } from "../../shared/control/pad-sample.ts";

/** One pad as the browser reports it: all its axes and buttons, in its own order. */
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

export function createRawPad(): RawPad {
  const axes = new Float64Array(MAX_PAD_AXES);
  const buttons = new Float64Array(MAX_PAD_BUTTONS);
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
      axisCount = Math.min(MAX_PAD_AXES, pad.axes.length);
      buttonCount = Math.min(MAX_PAD_BUTTONS, pad.buttons.length);
      timestamp = pad.timestamp;
      for (let i = 0; i < MAX_PAD_AXES; i += 1) axes[i] = pad.axes[i] ?? 0;
      for (let i = 0; i < MAX_PAD_BUTTONS; i += 1) buttons[i] = pad.buttons[i]?.value ?? 0;
    },
    clear(): void {
      axes.fill(0);
      buttons.fill(0);
    },
  };
}
