import type { JSX } from "react";
import classes from "./score-bar.module.css";

/** The normalised score as a bar between the random policy (0 %) and the expert (100 %). */
export function ScoreBar({ score }: { readonly score: number }): JSX.Element {
  const percent = Math.round(score * 100);
  return (
    <span className={classes.score} title="0 % is the random policy, 100 % the expert">
      <span className={classes.track} aria-hidden="true">
        <span className={classes.fill} style={{ width: `${Math.min(100, Math.max(0, percent))}%` }} />
      </span>
      <span>{percent} %</span>
    </span>
  );
}
