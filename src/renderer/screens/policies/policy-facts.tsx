import { Anchor, Code, ScrollArea, Text, Title } from "@mantine/core";
import type { JSX, ReactNode } from "react";
import type { PolicyMeta } from "../../../shared/policy/policy-meta.ts";
import { EvaluationFigures } from "../../components/evaluation-figures.tsx";
import { formatCount, formatLoss, formatPlural, formatSeconds, formatWhenFull } from "../../components/format.ts";
import { formatRoute } from "../../state/route.ts";
import classes from "./policy-facts.module.css";

/** Everything a policy file says of itself. */
export function PolicyFacts({ meta, path }: { readonly meta: PolicyMeta; readonly path: string }): JSX.Element {
  const { architecture, training } = meta;
  return (
    <>
      <Section title="Evaluation">
        {meta.evaluation === null ? (
          <Text size="sm" c="dimmed">
            Not evaluated yet.
          </Text>
        ) : (
          <>
            <EvaluationFigures evaluation={meta.evaluation} />
            <Text size="xs" c="dimmed" mt={6}>
              {formatPlural(meta.evaluation.episodes, "episode")} from seed {meta.evaluation.seed}
            </Text>
          </>
        )}
      </Section>
      <Section title="Network">
        <Facts
          rows={[
            ["Layers", [architecture.inputs, ...architecture.hidden, architecture.outputs].join(" – ")],
            ["Activation", architecture.activation],
            ["Normaliser", meta.normaliser ? "on" : "off"],
          ]}
        />
      </Section>
      <Section title="Training">
        <Facts
          rows={[
            ["Algorithm", meta.algorithm.toUpperCase()],
            ["Seed", String(meta.seed)],
            ["Backend", training.backend],
            ["Work", `${formatCount(training.steps)} steps in ${formatSeconds(training.seconds)}`],
            ["Final loss", formatLoss(training.finalLoss)],
            ["Validation loss", training.validationLoss === null ? "–" : formatLoss(training.validationLoss)],
            ["Made", formatWhenFull(meta.createdAt)],
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
      <Section title="Trained on">
        <Text size="sm">
          <Anchor inherit href={formatRoute({ screen: "library", dataset: meta.dataset.id, episode: null })}>
            {meta.dataset.name}
          </Anchor>
          : exactly these {formatPlural(meta.dataset.episodes.length, "episode")}
        </Text>
        <ScrollArea.Autosize mah={150} mt={6} className={classes.ids}>
          <ul>
            {meta.dataset.episodes.slice(0, SHOWN_IDS).map((id) => (
              <li key={id}>
                <a href={formatRoute({ screen: "library", dataset: meta.dataset.id, episode: id })}>{id}</a>
              </li>
            ))}
            {meta.dataset.episodes.length > SHOWN_IDS && (
              <li>… and {formatCount(meta.dataset.episodes.length - SHOWN_IDS)} more, listed in the file</li>
            )}
          </ul>
        </ScrollArea.Autosize>
      </Section>
      <Section title="File">
        <Code className={classes.path}>{path}</Code>
      </Section>
    </>
  );
}

/** Ids drawn at most: the file may list a million. */
const SHOWN_IDS = 1000;

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }): JSX.Element {
  return (
    <section>
      <Title order={3} className={classes.title}>
        {title}
      </Title>
      {children}
    </section>
  );
}

function Facts({ rows }: { readonly rows: readonly (readonly [string, string])[] }): JSX.Element {
  return (
    <dl className={classes.facts}>
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
