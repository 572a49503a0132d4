import type { JSX } from "react";
import { ACTION } from "../../../shared/base/specs.ts";
import { FRAME } from "../../drive/records.ts";
import hud from "../drive/hud.module.css";
import { useFrame } from "../drive/hud/use-frame.ts";
import classes from "./replay.module.css";

/** The three torques of the last step, as shares of the motors' most. */
export function TorqueBars({ readFrame }: { readonly readFrame: (out: Float64Array) => boolean }): JSX.Element {
  const frame = useFrame(readFrame);
  return (
    <div className={`${hud.panel} ${classes.torques}`} aria-hidden="true">
      {ACTION.map((dimension, i) => {
        const value = Math.min(1, Math.max(-1, frame[FRAME.action + i] ?? 0));
        return (
          <div key={dimension.name}>
            <div className={classes.slot}>
              <div
                className={classes.torque}
                style={{ top: `${50 - Math.max(0, value) * 50}%`, bottom: `${50 + Math.min(0, value) * 50}%` }}
              />
            </div>
            {dimension.label.split(" ")[0]}
          </div>
        );
      })}
    </div>
  );
}
