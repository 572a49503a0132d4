import type { PolicySummary } from "../../../../shared/policy/policy-meta.ts";
import {
  formatCount,
  formatLoss,
  formatPercent,
  formatPlural,
  formatReturn,
  formatSeconds,
} from "../../../components/format.ts";

/** One line of a comparison: a value for each policy. */
export interface ComparedRow {
  readonly label: string;
  readonly values: readonly string[];
  readonly differs: boolean;
}

/** A headed part of a comparison. */
export interface ComparedGroup {
  readonly title: string;
  readonly rows: readonly ComparedRow[];
}

const NONE = "–";

/** What policies came to, how they were trained and on what, side by side. */
export function compareFacts(policies: readonly PolicySummary[]): readonly ComparedGroup[] {
  const row = (label: string, valueOf: (meta: NonNullable<PolicySummary["meta"]>) => string | null): ComparedRow => {
    const values = policies.map(({ meta }) => (meta === null ? NONE : (valueOf(meta) ?? NONE)));
    return { label, values, differs: new Set(values).size > 1 };
  };
  const settings = [...new Set(policies.flatMap(({ meta }) => Object.keys(meta?.hyperparameters ?? {})))];
  return [
    {
      title: "Evaluation",
      rows: [
        row("Mean return", ({ evaluation: e }) => e && `${formatReturn(e.mean)} ± ${formatReturn(e.std)}`),
        row("95 % interval", ({ evaluation: e }) => e && `${formatReturn(e.ci95[0])} … ${formatReturn(e.ci95[1])}`),
        row("Interquartile mean", ({ evaluation: e }) => e && formatReturn(e.iqm)),
        row("Score", ({ evaluation: e }) => e && formatPercent(e.normalized)),
        row("Falls", ({ evaluation: e }) => e && formatPercent(e.fallRate)),
        row("Mean length", ({ evaluation: e }) => e && `${formatReturn(e.meanSteps)} steps`),
        row("Episodes", ({ evaluation: e }) => e && `${formatCount(e.episodes)} from seed ${e.seed}`),
      ],
    },
    {
      title: "Training",
      rows: [
        row("Algorithm", ({ algorithm }) => algorithm.toUpperCase()),
        row("Trained on", ({ dataset }) => `${dataset.name}, ${formatPlural(dataset.episodes.length, "episode")}`),
        row("Seed", ({ seed }) => String(seed)),
        row("Loss", ({ training }) => formatLoss(training.finalLoss)),
        row("Held-out loss", ({ training: { validationLoss } }) =>
          validationLoss === null ? null : formatLoss(validationLoss),
        ),
        row("Steps", ({ training }) => formatCount(training.steps)),
        row("Time", ({ training }) => formatSeconds(training.seconds)),
        row("Backend", ({ training }) => training.backend),
        row("Began with", ({ init }) => init?.name ?? null),
      ],
    },
    {
      title: "Hyperparameters",
      rows: settings.map((key) =>
        row(key, ({ hyperparameters }) => {
          const value = hyperparameters[key];
          return value === undefined ? null : Array.isArray(value) ? value.join(", ") : String(value);
        }),
      ),
    },
  ];
}

/** Without the lines in which all agree; groups that are then empty stay out. */
export function onlyDifferences(groups: readonly ComparedGroup[]): readonly ComparedGroup[] {
  return groups
    .map(({ title, rows }) => ({ title, rows: rows.filter(({ differs }) => differs) }))
    .filter(({ rows }) => rows.length > 0);
}
