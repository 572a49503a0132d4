import { useEffect, useRef } from "react";
import type { JSX } from "react";
import { onBeat } from "./beat.ts";
import classes from "./recording-status.module.css";
import { writeAttribute } from "./write-node.ts";

/** brighter and darker, changes per second */
const BLINKS = 1.25;

/**
 * Lit while it records. It blinks by the instruments' beat: an animation of the style sheet would have the whole window put
 * together again for every display frame.
 */
export function RecordingLight({ on }: { readonly on: boolean }): JSX.Element {
  const light = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    let dim = false;
    const show = (): void => writeAttribute(light.current, "data-dim", String(dim));
    show();
    if (!on) return undefined;
    return onBeat(() => {
      dim = !dim;
      show();
    }, BLINKS);
  }, [on]);
  return <span ref={light} className={classes.light} data-testid="recording-light" data-on={on} aria-hidden="true" />;
}
