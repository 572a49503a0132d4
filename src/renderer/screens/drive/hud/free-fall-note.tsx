import { useMemo } from "react";
import type { JSX } from "react";
import { FRAME } from "../../../drive/records.ts";
import hud from "../hud.module.css";
import { fallWord } from "./fall-word.ts";
import classes from "./free-fall-note.module.css";
import { AutoSlowNote } from "./time-control.tsx";
import { usePoll } from "./use-poll.ts";

/** What time does of itself, or, in free driving, that the hopper fell and begins again. */
export function FreeFallNote({
  free,
  chosen,
  readFrame,
}: {
  /** nothing is recorded, so a fall ends nothing */
  readonly free: boolean;
  /** time scale */
  readonly chosen: number;
  readonly readFrame: (out: Float64Array) => boolean;
}): JSX.Element {
  const read = useMemo(() => {
    const frame = new Float64Array(FRAME.size);
    return (): string => (free && readFrame(frame) ? fallWord(frame) : "");
  }, [free, readFrame]);
  const word = usePoll(read, 10);
  if (word === "") return <AutoSlowNote chosen={chosen} readFrame={readFrame} />;
  return (
    <span className={`${hud.panel} ${classes.fell}`} data-testid="free-fall" role="status">
      {word}
    </span>
  );
}
