import { useElementSize } from "@mantine/hooks";
import type { JSX } from "react";
import { ChartFrame, MARGIN } from "../../../components/charts/chart-frame.tsx";
import { niceTicks, tickText } from "../../../components/charts/ticks.ts";
import { survivalCurve } from "./evaluation-data.ts";
import type { EvaluatedPolicy } from "./evaluation-data.ts";
import classes from "./evaluation-plots.module.css";

/** Width before it is measured; px */
const UNMEASURED = 440;
const HEIGHT = 170;

/** The share of episodes that still stand, step by step. */
export function SurvivalChart({ policies }: { readonly policies: readonly EvaluatedPolicy[] }): JSX.Element {
  const { ref, width: measured } = useElementSize<HTMLDivElement>();
  const width = measured === 0 ? UNMEASURED : measured;
  const inner = { width: width - MARGIN.left - MARGIN.right, height: HEIGHT - MARGIN.top - MARGIN.bottom };
  const curves = policies.map((policy) => ({ ...policy, curve: survivalCurve(policy.outcomes) }));
  const last = Math.max(1, ...policies.flatMap(({ outcomes }) => outcomes.map(({ steps }) => steps)));
  const x = (step: number): string => ((step / last) * inner.width).toFixed(1);
  const y = (share: number): string => (inner.height * (1 - share)).toFixed(1);
  return (
    <div ref={ref}>
      <ChartFrame
        width={width}
        height={HEIGHT}
        label={curves
          .map(({ name, curve }) => `${name}: ${Math.round(100 * (curve.at(-1)?.share ?? 0))} % stand to the end`)
          .join("; ")}
        x={{
          low: 0,
          high: last,
          ticks: niceTicks(0, last, Math.max(2, inner.width / 80)),
          text: tickText,
          title: "step",
        }}
        y={{
          low: 0,
          high: 1,
          ticks: [0, 0.25, 0.5, 0.75, 1],
          text: (share) => `${100 * share} %`,
          title: "",
        }}
      >
        {curves.map(({ id, name, color, curve }) => (
          <path
            key={id}
            className={classes.curve}
            stroke={color}
            d={curve.map(({ step, share }, i) => (i === 0 ? `M0 ${y(share)}` : `H${x(step)}V${y(share)}`)).join("")}
          >
            <title>{name}</title>
          </path>
        ))}
      </ChartFrame>
    </div>
  );
}
