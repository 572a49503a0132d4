import { useEffect, useMemo, useState } from "react";
import type { DriveSession } from "../../drive/create-drive-session.ts";
import { createFallReplay, NO_REPLAY } from "../../drive/fall-replay.ts";
import type { FallReplay, FallReplayView } from "../../drive/fall-replay.ts";

/** What the scene shows of a fall, and the way to see it once more. */
export interface ShownFall extends Pick<FallReplayView, "phase" | "frames" | "limit"> {
  readonly again: () => void;
}

const isMotionReduced = (): boolean => window.matchMedia("(prefers-reduced-motion: reduce)").matches;

/** The end of a fallen episode, played again while its card is open; it stands still where motion is reduced. */
export function useFallReplay(session: DriveSession | null): ShownFall {
  const [replay, setReplay] = useState<FallReplay | null>(null);
  const [view, setView] = useState(NO_REPLAY);
  useEffect(() => {
    if (session === null) return undefined;
    const made = createFallReplay(session, isMotionReduced);
    const unsubscribe = made.store.subscribe(setView);
    setReplay(made);
    return () => {
      unsubscribe();
      made.dispose();
      setReplay(null);
      setView(NO_REPLAY);
    };
  }, [session]);
  return useMemo(() => ({ ...view, again: () => replay?.again() }), [view, replay]);
}
