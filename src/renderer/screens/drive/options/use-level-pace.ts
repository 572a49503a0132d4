import { useEffect, useRef } from "react";
import type { DriveLevel } from "../../../../shared/control/levels.ts";
import type { DriveSession } from "../../../drive/create-drive-session.ts";

const LIFE = 1;

/** The time scale that a level begins at: where the balance is the operator's, nobody keeps it at life's pace. */
export function paceOf(level: DriveLevel): number {
  return level === "joints" || level === "torque" ? 1 / 8 : LIFE;
}

/** Begins each level at its pace, until the person has chosen a time scale himself. */
export function useLevelPace(session: DriveSession, level: DriveLevel, settled: boolean): void {
  const given = useRef(LIFE);
  useEffect(() => {
    if (!settled || session.store.getState().timeScale !== given.current) return;
    const pace = paceOf(level);
    if (pace === given.current) return;
    given.current = pace;
    session.setTimeScale(pace);
  }, [session, level, settled]);
}
