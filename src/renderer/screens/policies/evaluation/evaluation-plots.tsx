import { Text } from "@mantine/core";
import type { JSX } from "react";
import { formatPlural } from "../../../components/format.ts";
import type { EvaluatedPolicy } from "./evaluation-data.ts";
import classes from "./evaluation-plots.module.css";
import { ReturnStrips } from "./return-strips.tsx";
import { SurvivalChart } from "./survival-chart.tsx";

/** The episodes of evaluations: their returns, and how long they stood. */
export function EvaluationPlots({ policies }: { readonly policies: readonly EvaluatedPolicy[] }): JSX.Element {
  const shown = policies.filter(({ outcomes }) => outcomes.length > 0);
  if (shown.length === 0) {
    return (
      <Text size="xs" c="dimmed">
        The single episodes of this evaluation were not kept. Evaluate again to see them.
      </Text>
    );
  }
  const hidden = policies.length - shown.length;
  return (
    <div className={classes.plots}>
      <figure>
        <figcaption>
          Returns <small>a dot per episode, hollow where it fell; bar: the mean with its 95 % interval</small>
        </figcaption>
        <ReturnStrips policies={shown} />
      </figure>
      <figure>
        <figcaption>
          Survival <small>share of the episodes that have not fallen</small>
        </figcaption>
        <SurvivalChart policies={shown} />
      </figure>
      {hidden > 0 && (
        <Text size="xs" c="dimmed">
          {formatPlural(hidden, "policy", "policies")} without single episodes: evaluate again to see them here.
        </Text>
      )}
    </div>
  );
}
