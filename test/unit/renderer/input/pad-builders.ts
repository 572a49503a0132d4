import type { PadSample } from "../../../../src/shared/control/pad-sample.ts";

/** A reading with these values, and zeros elsewhere. */
export function reading(
  axes: Readonly<Record<number, number>> = {},
  buttons: Readonly<Record<number, number>> = {},
): PadSample {
  const sample = { axes: new Float64Array(12), buttons: new Float64Array(20) };
  for (const [index, value] of Object.entries(axes)) sample.axes[Number(index)] = value;
  for (const [index, value] of Object.entries(buttons)) sample.buttons[Number(index)] = value;
  return sample;
}
