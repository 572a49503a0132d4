import { Button } from "@mantine/core";
import { IconArrowLeft } from "@tabler/icons-react";
import { useMemo } from "react";
import type { JSX } from "react";
import type { PolicySummary } from "../../../../shared/policy/policy-meta.ts";
import { LossChart } from "../../../components/curves/loss-chart.tsx";
import { Panel } from "../../../components/panel.tsx";
import { useJobs } from "../../../state/app-state-context.tsx";
import { curveOf, runIdOf } from "../../../state/training-runs.ts";
import { navigate } from "../../../state/use-route.ts";
import { EvaluationPlots } from "../evaluation/evaluation-plots.tsx";
import { toEvaluated, usePolicyColor } from "../evaluation/evaluated-policies.ts";
import { CompareTable } from "./compare-table.tsx";
import classes from "./compare-view.module.css";
import { PairList } from "./pair-list.tsx";

/** Two or more policies against each other; the first is measured against the others. */
export function CompareView({ policies }: { readonly policies: readonly PolicySummary[] }): JSX.Element {
  const colorOf = usePolicyColor();
  const jobs = useJobs((state) => state.jobs);
  const live = useJobs((state) => state.curves);
  const curves = useMemo(
    () =>
      policies.map((policy) => {
        const { id, name } = policy;
        return { id, name, color: colorOf(id), points: curveOf({ id: runIdOf(id, jobs), policy }, live) };
      }),
    [policies, colorOf, jobs, live],
  );
  return (
    <div className={classes.compare}>
      <div className={classes.left}>
        <Button
          size="xs"
          variant="default"
          className={classes.back}
          leftSection={<IconArrowLeft size={15} />}
          onClick={() => navigate({ screen: "policies", policy: null, watch: false })}
        >
          All policies
        </Button>
        <CompareTable policies={policies} colorOf={colorOf} />
      </div>
      <div className={classes.right}>
        <Panel title="Who does better">
          <PairList policies={policies} />
        </Panel>
        <Panel title="Evaluation">
          <EvaluationPlots policies={toEvaluated(policies, colorOf)} />
        </Panel>
        <Panel title="Loss">
          <div className={classes.curves}>
            <LossChart curves={curves} />
          </div>
        </Panel>
      </div>
    </div>
  );
}
