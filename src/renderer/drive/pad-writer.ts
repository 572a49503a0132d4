import type { InputSample } from "../input/input-source.ts";
import { DEVICE_KINDS, PAD, sharedNow } from "./records.ts";

/** Turns readings into pad records, stamped with the time at which they were taken. */
export interface PadWriter {
  /** reused by the next call */
  write(sample: Readonly<InputSample>): Float64Array;
  /** the newest reading, for the instruments */
  readonly stick: Readonly<{ x: number; y: number; trigger: number }>;
}

const RIGHT_TRIGGER = 7;

export function createPadWriter(): PadWriter {
  const record = new Float64Array(PAD.size);
  const stick = { x: 0, y: 0, trigger: 0 };
  return {
    stick,
    write(sample: Readonly<InputSample>): Float64Array {
      record[PAD.time] = sharedNow();
      record[PAD.device] = DEVICE_KINDS.indexOf(sample.device.kind);
      record.set(sample.axes, PAD.axes);
      record.set(sample.buttons, PAD.buttons);
      stick.x = sample.axes[0] ?? 0;
      stick.y = sample.axes[1] ?? 0;
      stick.trigger = sample.buttons[RIGHT_TRIGGER] ?? 0;
      return record;
    },
  };
}
