import { bcConfigSchema } from "../../../shared/ipc/train-config.ts";
import type { BcConfig } from "../../../shared/ipc/train-config.ts";
import type { ConfigDraft } from "../../state/train-form-store.ts";

export type ConfigErrors = Partial<Record<keyof BcConfig, string>>;
export type ParsedDraft =
  | { readonly ok: true; readonly config: BcConfig }
  | { readonly ok: false; readonly errors: ConfigErrors };

/** The configuration a draft stands for, or what is wrong with each of its fields. */
export function parseDraft(draft: ConfigDraft): ParsedDraft {
  const parsed = bcConfigSchema.safeParse({
    hidden: draft.hidden
      .split(/[\s,x×-]+/)
      .filter(Boolean)
      .map(Number),
    activation: draft.activation,
    head: draft.head,
    bins: toNumber(draft.bins),
    recurrent: draft.recurrent,
    cells: toNumber(draft.cells),
    window: toNumber(draft.window),
    optimizer: draft.optimizer,
    learningRate: toNumber(draft.learningRate),
    batchSize: toNumber(draft.batchSize),
    epochs: toNumber(draft.epochs),
    l2: toNumber(draft.l2),
    clipNorm: toNumber(draft.clipNorm),
    normaliser: draft.normaliser,
    validationFraction: toNumber(draft.validationFraction),
    split: draft.split,
    earlyStop: toNumber(draft.earlyStop),
    evaluationEpisodes: toNumber(draft.evaluationEpisodes),
  });
  if (parsed.success) return { ok: true, config: parsed.data };
  const errors: ConfigErrors = {};
  for (const issue of parsed.error.issues) {
    const field = FIELDS.find((name) => name === issue.path[0]);
    if (field !== undefined) errors[field] ??= explain(issue);
  }
  return { ok: false, errors };
}

/** A seed, or null when the text is none. */
export function parseSeed(text: string): number | null {
  const value = toNumber(text);
  return Number.isInteger(value) && value >= 0 && value <= 0xffffffff ? value : null;
}

/** Hyperparameters as a policy file keeps them, where they are a configuration of today's shape. */
export function configOf(hyperparameters: Readonly<Record<string, unknown>>): BcConfig | null {
  const parsed = bcConfigSchema.safeParse(hyperparameters);
  return parsed.success ? parsed.data : null;
}

const FIELDS = Object.keys(bcConfigSchema.shape) as readonly (keyof BcConfig)[];

function toNumber(text: string): number {
  return text.trim() === "" ? Number.NaN : Number(text.replace(",", "."));
}

interface Issue {
  readonly code?: string;
  readonly minimum?: number | bigint;
  readonly maximum?: number | bigint;
  readonly inclusive?: boolean;
  readonly origin?: string;
  readonly expected?: string;
}

function explain(issue: Issue): string {
  if (issue.origin === "array")
    return issue.code === "too_small" ? "At least one layer, such as 128, 64" : `At most ${issue.maximum} layers`;
  if (issue.code === "too_small")
    return issue.inclusive === false ? `More than ${issue.minimum}` : `At least ${issue.minimum}`;
  if (issue.code === "too_big") return `At most ${issue.maximum}`;
  return issue.expected === "int" ? "A whole number" : "A number";
}
