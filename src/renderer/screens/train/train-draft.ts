import { trainRequestSchema } from "../../../shared/ipc/train-config.ts";
import type { TrainRequest } from "../../../shared/ipc/train-config.ts";
import { fromDraft, toNumber } from "../../state/train-algorithms.ts";
import type { ConfigDraft } from "../../state/train-algorithms.ts";

/** What is wrong, by hyperparameter. */
export type ConfigErrors = Readonly<Record<string, string>>;
export type ParsedDraft =
  | { readonly ok: true; readonly request: TrainRequest }
  | { readonly ok: false; readonly errors: ConfigErrors };

/** A training as it is being set up. */
export interface TrainDraft {
  readonly dataset: string;
  readonly algorithm: string;
  readonly name: string;
  /** null: not a seed */
  readonly seed: number | null;
  readonly config: ConfigDraft;
}

/** The request a draft stands for, or what is wrong with each of its hyperparameters. */
export function parseDraft({ config, ...draft }: TrainDraft): ParsedDraft {
  const parsed = trainRequestSchema.safeParse({ ...draft, config: fromDraft(draft.algorithm, config) });
  if (parsed.success) return { ok: true, request: parsed.data };
  const errors: Record<string, string> = {};
  for (const issue of parsed.error.issues) {
    const [place, key] = issue.path;
    if (place === "config" && typeof key === "string") errors[key] ??= explain(issue);
  }
  return { ok: false, errors };
}

/** A seed, or null when the text is none. */
export function parseSeed(text: string): number | null {
  const value = toNumber(text);
  return Number.isInteger(value) && value >= 0 && value <= 0xffffffff ? value : null;
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
