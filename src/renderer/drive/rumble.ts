import { assertNever } from "../../shared/base/assert-never.ts";
import type { Shake } from "../input/shake.ts";
import type { HopEvent } from "./hop-events.ts";

const FALL: Shake = { strong: 1, weak: 0.7, duration: 420 };
const LEAN: Shake = { strong: 0, weak: 0.45, duration: 120 };

/** What a pad with two motors lets feel of an event. */
export function shakeOf(event: HopEvent): Shake {
  switch (event.why) {
    case "touchdown": {
      const { strength } = event;
      return { strong: 0.15 + 0.6 * strength, weak: 0.3 * strength, duration: 50 + 60 * strength };
    }
    case "lean":
      return LEAN;
    case "fall":
      return FALL;
    default:
      return assertNever(event);
  }
}
