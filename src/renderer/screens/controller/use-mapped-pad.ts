import { useEffect, useRef } from "react";
import { applyProfile } from "../../../shared/control/pad-profile.ts";
import type { MappedPad, PadProfile } from "../../../shared/control/pad-profile.ts";
import type { PadMonitor } from "../../input/pad-monitor.ts";

/** Calls `draw` before every display frame with the pad as the profile reads it. `draw` must be stable. */
export function useMappedPad(monitor: PadMonitor, profile: PadProfile, draw: (pad: MappedPad) => void): void {
  const newest = useRef(profile);
  useEffect(() => {
    newest.current = profile;
  }, [profile]);
  useEffect(() => {
    const mapped: MappedPad = { axes: new Float64Array(4), buttons: new Float64Array(17) };
    let request = 0;
    const follow = (): void => {
      request = requestAnimationFrame(follow);
      applyProfile(monitor.raw, newest.current, mapped);
      draw(mapped);
    };
    follow();
    return () => cancelAnimationFrame(request);
  }, [monitor, draw]);
}
