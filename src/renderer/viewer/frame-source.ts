import { openMailbox } from "../drive/mailbox.ts";
import { FRAME } from "../drive/records.ts";
import { sharedClock } from "../drive/shared-clock.ts";
import type { PhysicsFrame, PoseSource } from "./types.ts";

/** The drive worker's frames, read from the memory they are left in; their times become those of the reading thread. */
export function openFrameSource(frames: ArrayBufferLike): PoseSource {
  const box = openMailbox(frames, FRAME.size);
  const values = new Float64Array(FRAME.size);
  return {
    read(into: PhysicsFrame): boolean {
      if (!box.read(values)) return false;
      into.previousTime = sharedClock.toLocal(values[FRAME.previousTime] ?? 0);
      into.time = sharedClock.toLocal(values[FRAME.time] ?? 0);
      for (let i = 0; i < 12; i += 1) {
        into.previous[i] = values[FRAME.previousPoses + i] ?? 0;
        into.current[i] = values[FRAME.poses + i] ?? 0;
      }
      into.contact = values[FRAME.contact] === 1;
      into.missed = values[FRAME.missed] ?? 0;
      into.speed = values[FRAME.speed] ?? 0;
      into.command = values[FRAME.command] ?? Number.NaN;
      into.epoch = values[FRAME.epoch] ?? 0;
      return true;
    },
  };
}
