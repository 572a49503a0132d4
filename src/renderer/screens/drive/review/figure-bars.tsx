import type { JSX } from "react";
import classes from "./figure-bars.module.css";

/** A figure of the episode beside the dataset's median. */
export interface BarFigure {
  readonly key: string;
  readonly label: string;
  readonly text: string;
  readonly value: number | null;
  /** median of the dataset; null where there is nothing to compare with */
  readonly typical: number | null;
  readonly typicalText: string;
  readonly title: string;
  /** the bar's right end, where it is not the larger of the two */
  readonly full?: number;
}

/** Small bars: filled to the episode's value, a tick at the dataset's median. */
export function FigureBars({ figures }: { readonly figures: readonly BarFigure[] }): JSX.Element {
  return (
    <dl className={classes.figures}>
      {figures.map(({ key, label, text, value, typical, typicalText, title, full }) => {
        const most = full ?? 1.15 * Math.max(value ?? 0, typical ?? 0, Number.MIN_VALUE);
        const at = (number: number): string => `${Math.min(1, Math.max(0, number / most)) * 100}%`;
        return (
          <div key={key} className={classes.figure} title={title} data-testid={`figure-${key}`}>
            <dt>{label}</dt>
            <dd>
              <span className={classes.value}>{text}</span> <span className={classes.note}>{typicalText}</span>
              {(typical !== null || (full !== undefined && value !== null)) && (
                <div className={classes.track} aria-hidden="true">
                  {value !== null && <i className={classes.fill} style={{ width: at(value) }} />}
                  {typical !== null && <i className={classes.typical} style={{ left: at(typical) }} />}
                </div>
              )}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
