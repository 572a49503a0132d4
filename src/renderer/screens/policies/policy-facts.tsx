import { Anchor, Stack, Tabs, Text } from "@mantine/core";
import type { JSX } from "react";
import type { PolicyMeta, PolicySummary } from "../../../shared/policy/policy-meta.ts";
import { LossChart } from "../../components/curves/loss-chart.tsx";
import { EvaluationFigures } from "../../components/evaluation-figures.tsx";
import { formatCount, formatLoss, formatPlural, formatSeconds, formatWhenFull } from "../../components/format.ts";
import { useJobs, usePolicies } from "../../state/app-state-context.tsx";
import { valueOr } from "../../state/remote.ts";
import { formatRoute } from "../../state/route.ts";
import { curveOf, runIdOf } from "../../state/training-runs.ts";
import { EvaluationPlots } from "./evaluation/evaluation-plots.tsx";
import { toEvaluated, usePolicyColor } from "./evaluation/evaluated-policies.ts";
import { Facts, Section } from "./facts.tsx";
import classes from "./policy-facts.module.css";
import { TrainedOn } from "./trained-on.tsx";

/** Everything a policy file says of itself. */
export function PolicyFacts({
  policy,
  meta,
}: {
  readonly policy: PolicySummary;
  readonly meta: PolicyMeta;
}): JSX.Element {
  return (
    <Tabs defaultValue="evaluation" keepMounted={false}>
      <Tabs.List mb="md">
        <Tabs.Tab value="evaluation">Evaluation</Tabs.Tab>
        <Tabs.Tab value="training">Training</Tabs.Tab>
        <Tabs.Tab value="episodes">Episodes</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="evaluation">
        <Evaluation policy={policy} meta={meta} />
      </Tabs.Panel>
      <Tabs.Panel value="training">
        <Training policy={policy} meta={meta} />
      </Tabs.Panel>
      <Tabs.Panel value="episodes">
        <TrainedOn meta={meta} />
      </Tabs.Panel>
    </Tabs>
  );
}

interface PartProps {
  readonly policy: PolicySummary;
  readonly meta: PolicyMeta;
}

function Evaluation({ policy, meta }: PartProps): JSX.Element {
  const colorOf = usePolicyColor();
  if (meta.evaluation === null) {
    return (
      <Text size="sm" c="dimmed">
        Not evaluated yet. Evaluate it to see how far it hops, and how often it falls.
      </Text>
    );
  }
  return (
    <Stack gap="md">
      <div>
        <EvaluationFigures evaluation={meta.evaluation} />
        <Text size="xs" c="dimmed" mt={6}>
          {formatPlural(meta.evaluation.episodes, "episode")} from seed {meta.evaluation.seed}
        </Text>
      </div>
      <EvaluationPlots policies={toEvaluated([policy], colorOf)} />
    </Stack>
  );
}

function Training({ policy, meta }: PartProps): JSX.Element {
  const { architecture, training } = meta;
  const colorOf = usePolicyColor();
  const jobs = useJobs((state) => state.jobs);
  const live = useJobs((state) => state.curves);
  const points = curveOf({ id: runIdOf(policy.id, jobs), policy }, live);
  return (
    <Stack gap="md">
      {points.length > 0 && (
        <div className={classes.curve}>
          <LossChart curves={[{ id: policy.id, name: policy.name, color: colorOf(policy.id), points }]} />
        </div>
      )}
      <Section title="Training">
        <Facts
          rows={[
            ["Algorithm", meta.algorithm.toUpperCase()],
            ["Seed", String(meta.seed)],
            ["Backend", training.backend],
            ["Work", `${formatCount(training.steps)} steps in ${formatSeconds(training.seconds)}`],
            ["Final loss", formatLoss(training.finalLoss)],
            ["Held-out loss", training.validationLoss === null ? "–" : formatLoss(training.validationLoss)],
            ...(meta.init === undefined ? [] : [["Began with", <Origin key="init" init={meta.init} />] as const]),
            ["Made", formatWhenFull(meta.createdAt)],
          ]}
        />
      </Section>
      <Section title="Network">
        <Facts
          rows={[
            ["Layers", [architecture.inputs, ...architecture.hidden, architecture.outputs].join(" – ")],
            ["Activation", architecture.activation],
            ...(architecture.kind === "lstm" ? [["LSTM cells", String(architecture.cells)] as const] : []),
            ["Head", meta.head.kind === "bins" ? `${meta.head.bins} bins per torque` : "linear"],
            ["Normaliser", meta.normaliser ? "on" : "off"],
          ]}
        />
      </Section>
      <Section title="Hyperparameters">
        <Facts
          rows={Object.entries(meta.hyperparameters).map(([name, value]) => [
            name,
            Array.isArray(value) ? value.join(", ") : String(value),
          ])}
        />
      </Section>
    </Stack>
  );
}

/** The policy whose weights training began with, as a link while it is there. */
function Origin({ init }: { readonly init: NonNullable<PolicyMeta["init"]> }): JSX.Element {
  const isThere = valueOr(
    usePolicies((state) => state.list),
    [],
  ).some(({ id }) => id === init.id);
  if (!isThere) return <>{init.name} (no longer here)</>;
  return (
    <Anchor inherit href={formatRoute({ screen: "policies", policy: init.id, watch: false })}>
      {init.name}
    </Anchor>
  );
}
