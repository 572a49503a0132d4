import { useElementSize } from "@mantine/hooks";
import type { JSX } from "react";
import { ChartFrame, MARGIN } from "../../../components/charts/chart-frame.tsx";
import { niceTicks, tickText } from "../../../components/charts/ticks.ts";
import { formatCount, formatReturn } from "../../../components/format.ts";
import { returnRange, spreadOf } from "./evaluation-data.ts";
import type { EvaluatedPolicy } from "./evaluation-data.ts";
import classes from "./evaluation-plots.module.css";

/** Width before it is measured; px */
const UNMEASURED = 440;
const ROW = 46;

/** Every episode's return as a dot, one strip per policy, with the mean and its 95 % interval. */
export function ReturnStrips({ policies }: { readonly policies: readonly EvaluatedPolicy[] }): JSX.Element {
  const { ref, width: measured } = useElementSize<HTMLDivElement>();
  const width = measured === 0 ? UNMEASURED : measured;
  const height = policies.length * ROW + MARGIN.top + MARGIN.bottom;
  const inner = width - MARGIN.left - MARGIN.right;
  const [low, high] = returnRange(policies);
  const across = (value: number): number => ((value - low) / (high - low)) * inner;
  return (
    <div ref={ref}>
      <ChartFrame
        width={width}
        height={height}
        label={policies.map(describe).join("; ")}
        x={{ low, high, ticks: niceTicks(low, high, Math.max(2, inner / 80)), text: tickText, title: "return" }}
        y={{ low: 0, high: 1, ticks: [], text: String, title: "" }}
      >
        {policies.map((policy, row) => (
          <g key={policy.id} transform={`translate(0 ${(row + 0.5) * ROW})`}>
            <line className={classes.middle} x2={inner} />
            {policy.outcomes.map((outcome, index) => (
              <circle
                key={outcome.seed}
                className={classes.dot}
                data-fallen={outcome.terminated}
                stroke={policy.color}
                fill={policy.color}
                r={3}
                cx={across(outcome.return)}
                cy={spreadOf(index) * 0.3 * ROW}
              >
                <title>
                  {`seed ${outcome.seed}: return ${formatReturn(outcome.return)} in ${formatCount(outcome.steps)} steps, ${
                    outcome.terminated ? "fell" : "never fell"
                  }`}
                </title>
              </circle>
            ))}
            <rect
              className={classes.interval}
              x={across(policy.ci95[0])}
              width={Math.max(2, across(policy.ci95[1]) - across(policy.ci95[0]))}
              y={-ROW * 0.4}
              height={ROW * 0.8}
              fill={policy.color}
            >
              <title>{`95 % interval of the mean: ${formatReturn(policy.ci95[0])} … ${formatReturn(policy.ci95[1])}`}</title>
            </rect>
            <line
              className={classes.mean}
              x1={across(policy.mean)}
              x2={across(policy.mean)}
              y1={-ROW * 0.4}
              y2={ROW * 0.4}
            />
          </g>
        ))}
      </ChartFrame>
    </div>
  );
}

function describe({ name, mean, ci95, outcomes }: EvaluatedPolicy): string {
  return `${name}: mean return ${formatReturn(mean)}, 95 % interval ${formatReturn(ci95[0])} to ${formatReturn(ci95[1])}, over ${outcomes.length} episodes`;
}
