import { useMemo, useRef } from "react";
import type { JSX } from "react";
import { STEP_SECONDS } from "../../../../shared/base/specs.ts";
import { FRAME } from "../../../drive/records.ts";
import { fallWord } from "./fall-word.ts";
import classes from "./recording-status.module.css";
import { useInstrument } from "./use-instrument.ts";
import { writeText } from "./write-node.ts";

/** Reads how long the hopper has stood and the longest so far, as words. */
export function createSurvivalReader(): (frame: Float64Array) => readonly [now: string, best: string] {
  let best = 0;
  return (frame) => {
    const fell = fallWord(frame) !== "";
    const seconds = (frame[FRAME.steps] ?? 0) * STEP_SECONDS;
    if (!fell) best = Math.max(best, seconds);
    return [fell ? "Fell" : `${seconds.toFixed(1)} s up`, `best ${best.toFixed(1)} s`];
  };
}

/** Seconds survived, at the levels where that is the achievement. */
export function Survived({ readFrame }: { readonly readFrame: (out: Float64Array) => boolean }): JSX.Element {
  const shownNow = useRef<HTMLSpanElement>(null);
  const shownBest = useRef<HTMLElement>(null);
  const draw = useMemo(() => {
    const read = createSurvivalReader();
    return (frame: Float64Array): void => {
      const [now, best] = read(frame);
      writeText(shownNow.current, now);
      writeText(shownBest.current, best);
    };
  }, []);
  useInstrument(readFrame, draw);
  return (
    <span className={classes.survived} data-testid="survived">
      <span ref={shownNow} /> <small ref={shownBest} />
    </span>
  );
}
