import { assertNever } from "../../../shared/base/assert-never.ts";
import { MAX_HOP_SPEED, MAX_SPEED } from "../../../shared/control/command-limits.ts";
import { cruiseIntent, hopIntent } from "../../../shared/control/intent.ts";
import type { Intent } from "../../../shared/control/intent.ts";
import { jointSticks, jointTargets } from "../../../shared/control/joint-targets.ts";
import type { DriveLevel } from "../../../shared/control/levels.ts";
import type { PadSample, StickOptions } from "../../../shared/control/pad-sample.ts";
import { formatFigure } from "../../components/format.ts";
import type { Control } from "./level-guide.ts";

/** What each control of a level asks for at this moment, for people; those that do nothing there are absent. */
export type StickReadout = Readonly<Partial<Record<Control, string>>>;

const intent: Intent = { speed: 0, height: 0, lean: 0, thrust: 0, reach: 0 };
const joints = new Float64Array(3);

const degrees = (radians: number): string => `${formatFigure((radians * 180) / Math.PI, 0)}°`;
const percent = (share: number): string => `${Math.round(share * 100)} %`;

/** Reads a pad as the level's driver does. */
export function readSticks(level: DriveLevel, pad: PadSample, options: StickOptions): StickReadout {
  switch (level) {
    case "cruise":
      cruiseIntent(pad, options, intent);
      return {
        "left-x": `${intent.speed.toFixed(1)} of ${MAX_SPEED} m/s`,
        "right-trigger": percent(intent.height),
      };
    case "hop":
      hopIntent(pad, options, intent);
      return {
        "left-x": `${intent.speed.toFixed(1)} of ${MAX_HOP_SPEED} m/s`,
        "left-trigger": percent(intent.height),
        "right-x": degrees(intent.lean),
        "right-y": degrees(intent.reach),
        "right-trigger": percent(intent.thrust),
      };
    case "joints":
      jointTargets(pad, options, joints);
      return {
        "left-x": degrees(joints[0] ?? 0),
        "left-y": degrees(joints[1] ?? 0),
        "right-y": degrees(joints[2] ?? 0),
      };
    case "torque":
      jointSticks(pad, options, joints);
      return {
        "left-x": formatFigure(joints[0] ?? 0, 2),
        "left-y": formatFigure(joints[1] ?? 0, 2),
        "right-y": formatFigure(joints[2] ?? 0, 2),
      };
    default:
      return assertNever(level);
  }
}
