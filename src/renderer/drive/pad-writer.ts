import type { PadSample } from "../../shared/control/pad-sample.ts";
import type { InputSample } from "../input/input-source.ts";
import { DEVICE_KINDS, PAD, PAD_AXES, PAD_BUTTONS, sharedNow } from "./records.ts";

/** Turns readings into pad records, stamped with the time at which they were taken. */
export interface PadWriter {
  /** reused by the next call */
  write(sample: Readonly<InputSample>): Float64Array;
  /** the newest reading, for the instruments */
  readonly pad: PadSample;
}

export function createPadWriter(): PadWriter {
  const record = new Float64Array(PAD.size);
  return {
    pad: {
      axes: record.subarray(PAD.axes, PAD.axes + PAD_AXES),
      buttons: record.subarray(PAD.buttons, PAD.buttons + PAD_BUTTONS),
    },
    write(sample: Readonly<InputSample>): Float64Array {
      record[PAD.time] = sharedNow();
      record[PAD.device] = DEVICE_KINDS.indexOf(sample.device.kind);
      record.set(sample.axes, PAD.axes);
      record.set(sample.buttons, PAD.buttons);
      return record;
    },
  };
}
