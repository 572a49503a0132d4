import type { JSX } from "react";
import type { DatasetStatistics, DimensionStatistics } from "../../../../shared/dataset/dataset-statistics.ts";
import { labelOf } from "./dimension-label.ts";
import classes from "./statistics-view.module.css";

const COLUMNS = ["mean", "std", "min", "q01", "q10", "q50", "q90", "q99", "max"] as const;
const HEADS: Readonly<Record<(typeof COLUMNS)[number], string>> = {
  mean: "Mean",
  std: "Deviation",
  min: "Least",
  q01: "1 %",
  q10: "10 %",
  q50: "Median",
  q90: "90 %",
  q99: "99 %",
  max: "Greatest",
};

/** Mean, deviation and quantiles of every dimension of observation, action and reward. */
export function DimensionTable({ figures }: { readonly figures: DatasetStatistics }): JSX.Element {
  return (
    <table className={classes.dimensions} aria-label="Statistics by dimension">
      <thead>
        <tr>
          <th scope="col">Dimension</th>
          {COLUMNS.map((column) => (
            <th key={column} scope="col">
              {HEADS[column]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {[...figures.observation, ...figures.action, figures.reward].map((dimension) => (
          <tr key={dimension.name}>
            <th scope="row">
              {labelOf(dimension.name)} <span>{dimension.unit === "1" ? "" : dimension.unit}</span>
            </th>
            {COLUMNS.map((column) => (
              <td key={column}>{textOf(dimension, column)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function textOf(dimension: DimensionStatistics, column: (typeof COLUMNS)[number]): string {
  const value = dimension[column];
  return Number.isFinite(value) ? value.toFixed(3) : "–";
}
