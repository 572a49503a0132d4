import type { PhysicsFrame, PoseSource } from "../viewer/types.ts";
import { FRAME } from "./records.ts";
import type { WorkerLink } from "./worker-link.ts";

/** The worker's frames as the viewer's pose source; the times become the page's. */
export function createFrameSource(link: Pick<WorkerLink, "readFrame">): PoseSource {
  const values = new Float64Array(FRAME.size);
  return {
    read(into: PhysicsFrame): boolean {
      if (!link.readFrame(values)) return false;
      into.previousTime = (values[FRAME.previousTime] ?? 0) - performance.timeOrigin;
      into.time = (values[FRAME.time] ?? 0) - performance.timeOrigin;
      for (let i = 0; i < 12; i += 1) {
        into.previous[i] = values[FRAME.previousPoses + i] ?? 0;
        into.current[i] = values[FRAME.poses + i] ?? 0;
      }
      into.contact = values[FRAME.contact] === 1;
      into.speed = values[FRAME.speed] ?? 0;
      into.command = values[FRAME.command] ?? Number.NaN;
      into.epoch = values[FRAME.epoch] ?? 0;
      return true;
    },
  };
}
