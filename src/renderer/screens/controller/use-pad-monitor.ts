import { useEffect, useState } from "react";
import { createPadMonitor } from "../../input/pad-monitor.ts";
import type { PadMonitor } from "../../input/pad-monitor.ts";
import type { PadInfo } from "../../input/pad-presence.ts";

export interface WatchedPads {
  readonly monitor: PadMonitor | null;
  readonly pads: readonly PadInfo[];
  readonly pad: PadInfo | null;
  /** the one that was watched, and was unplugged */
  readonly lost: PadInfo | null;
}

const NONE: WatchedPads = { monitor: null, pads: [], pad: null, lost: null };

/** A monitor for as long as the component is shown. */
export function usePadMonitor(): WatchedPads {
  const [watched, setWatched] = useState(NONE);
  useEffect(() => {
    const monitor = createPadMonitor();
    const show = (): void => setWatched({ monitor, pads: monitor.pads, pad: monitor.pad, lost: monitor.lost });
    monitor.onPads(show);
    show();
    return () => monitor.dispose();
  }, []);
  return watched;
}
