import { useCallback, useRef } from "react";
import type { JSX } from "react";
import { STEP_SECONDS } from "../../../../shared/base/specs.ts";
import { formatFigure } from "../../../components/format.ts";
import { FRAME } from "../../../drive/records.ts";
import hud from "../hud.module.css";
import classes from "./recording-status.module.css";
import { useInstrument } from "./use-instrument.ts";
import { writeStyle, writeText } from "./write-node.ts";

type ReadFrame = (out: Float64Array) => boolean;

const secondsOf = (frame: Float64Array): number => (frame[FRAME.steps] ?? 0) * STEP_SECONDS;

function clock(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  return `${minutes}:${(seconds - minutes * 60).toFixed(1).padStart(4, "0")}`;
}

/** A line on the upper edge: how much of the episode's time is used. */
export function EpisodeProgress({
  readFrame,
  episodeSeconds,
}: {
  readonly readFrame: ReadFrame;
  readonly episodeSeconds: number;
}): JSX.Element {
  const line = useRef<HTMLDivElement>(null);
  const draw = useCallback(
    (frame: Float64Array): void =>
      writeStyle(line.current, "width", `${(Math.min(1, secondsOf(frame) / episodeSeconds) * 100).toFixed(2)}%`),
    [episodeSeconds],
  );
  useInstrument(readFrame, draw);
  return <div ref={line} className={hud.progress} />;
}

/** The episode's clock, how far it went, and its running return. */
export function EpisodeFigures({
  readFrame,
  episodeSeconds,
}: {
  readonly readFrame: ReadFrame;
  /** 0 is endless */
  readonly episodeSeconds: number;
}): JSX.Element {
  const time = useRef<HTMLSpanElement>(null);
  const way = useRef<HTMLSpanElement>(null);
  const reward = useRef<HTMLSpanElement>(null);
  const draw = useCallback((frame: Float64Array): void => {
    writeText(time.current, clock(secondsOf(frame)));
    writeText(way.current, formatFigure(frame[FRAME.x] ?? 0, 1));
    writeText(reward.current, (frame[FRAME.return] ?? 0).toFixed(0));
  }, []);
  useInstrument(readFrame, draw);
  return (
    <>
      <span className={classes.clock} role="timer" aria-label="Simulated time" data-testid="episode-clock">
        <span ref={time} />
        {episodeSeconds > 0 && <small> / {clock(episodeSeconds)}</small>}
      </span>
      <span className={classes.figure}>
        <span ref={way} />
        <small> m</small>
      </span>
      <span className={classes.figure} title="Return so far">
        <span ref={reward} />
        <small> return</small>
      </span>
    </>
  );
}
