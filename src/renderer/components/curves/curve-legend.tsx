import type { JSX } from "react";
import { formatCount, formatLoss } from "../format.ts";
import { valuesAt } from "./curve-data.ts";
import type { RunCurve } from "./curve-data.ts";
import classes from "./loss-chart.module.css";

interface CurveLegendProps {
  readonly curves: readonly RunCurve[];
  /** the step under the cursor; null: the last one of each run */
  readonly step: number | null;
}

/** Which colour is which run, and its losses where the cursor is, or at its end. */
export function CurveLegend({ curves, step }: CurveLegendProps): JSX.Element {
  return (
    <div className={classes.legend}>
      <ul>
        {curves.map(({ id, name, color, points }) => {
          const { point, heldOut } = valuesAt(points, step ?? Number.POSITIVE_INFINITY);
          return (
            <li key={id}>
              <i style={{ background: color }} />
              <span className={classes.run}>{name}</span>
              <span className={classes.values}>
                {point === null ? "–" : formatLoss(point.loss)}
                <small>{heldOut === null ? "" : ` held out ${formatLoss(heldOut)}`}</small>
              </span>
            </li>
          );
        })}
      </ul>
      <span className={classes.where}>{step === null ? "— training, - - held out" : `step ${formatCount(step)}`}</span>
    </div>
  );
}
