import { z } from "zod";
import { trainRequestSchema } from "../../shared/ipc/train-config.ts";
import type { TrainRequest } from "../../shared/ipc/train-config.ts";

/** A hyperparameter as its schema describes it. */
export interface ConfigField {
  readonly key: string;
  readonly kind: "number" | "integer" | "choice" | "switch" | "list";
  /** one line of the schema */
  readonly doc: string;
  readonly choices: readonly string[];
  /** of a number, or of a list's numbers; null: unbounded on that side */
  readonly low: number | null;
  readonly high: number | null;
  /** `low` itself is not allowed */
  readonly aboveLow: boolean;
  /** as it is typed */
  readonly initial: string | boolean;
}

/** An algorithm that a training request may name, with its fields in the order of the schema. */
export interface TrainAlgorithm {
  readonly id: string;
  readonly fields: readonly ConfigField[];
}

/** A configuration as it is being typed: numbers and lists are texts until they are whole. */
export type ConfigDraft = Readonly<Record<string, string | boolean>>;

const KINDS = new Map<string, ConfigField["kind"]>([
  ["number", "number"],
  ["integer", "integer"],
  ["boolean", "switch"],
  ["array", "list"],
]);

const numeric = {
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  exclusiveMinimum: z.number().optional(),
};
const fieldSchema = z.object({
  type: z.string().optional(),
  description: z.string().default(""),
  default: z.union([z.number(), z.string(), z.boolean(), z.array(z.number())]).optional(),
  enum: z.array(z.string()).optional(),
  ...numeric,
  items: z.object(numeric).optional(),
});
const requestSchema = z.object({
  properties: z.object({
    algorithm: z.object({ const: z.string() }),
    config: z.object({ properties: z.record(z.string(), z.unknown()) }),
  }),
});
const schemaOfRequests = z.union([
  requestSchema.transform((one) => [one]),
  z.object({ oneOf: z.array(requestSchema) }).transform(({ oneOf }) => oneOf),
  z.object({ anyOf: z.array(requestSchema) }).transform(({ anyOf }) => anyOf),
]);

/** Every algorithm of the contract, read from its schema: what is added there can be asked for here. */
export const TRAIN_ALGORITHMS: readonly TrainAlgorithm[] = schemaOfRequests
  .parse(z.toJSONSchema(trainRequestSchema, { io: "input" }))
  .map(({ properties: { algorithm, config } }) => ({
    id: algorithm.const,
    fields: Object.entries(config.properties).flatMap(([key, schema]) => readField(key, schema)),
  }));

const [FIRST] = TRAIN_ALGORITHMS;
/** What a form begins with. */
export const FIRST_ALGORITHM = FIRST?.id ?? "bc";

/** The algorithm of this id; the first one where there is none. */
export function algorithmOf(id: string): TrainAlgorithm {
  return TRAIN_ALGORITHMS.find((one) => one.id === id) ?? { id, fields: FIRST?.fields ?? [] };
}

/** A configuration as texts; what it leaves out is the default. */
export function toDraft(algorithm: string, config: Readonly<Record<string, unknown>>): ConfigDraft {
  return Object.fromEntries(
    algorithmOf(algorithm).fields.map(({ key, initial }) => [key, key in config ? toText(config[key]) : initial]),
  );
}

/** The configuration that a draft stands for, unchecked: what is no number becomes NaN. */
export function fromDraft(algorithm: string, draft: ConfigDraft): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    algorithmOf(algorithm).fields.map((field) => [field.key, toValue(field, draft[field.key] ?? field.initial)]),
  );
}

/** Hyperparameters as a policy file keeps them, where they are a configuration of today's shape. */
export function configOf(
  algorithm: string,
  hyperparameters: Readonly<Record<string, unknown>>,
): TrainRequest["config"] | null {
  const request = { dataset: "-", algorithm, name: "-", seed: 0, config: hyperparameters };
  const parsed = trainRequestSchema.safeParse(request);
  return parsed.success ? parsed.data.config : null;
}

/** A number as people type it, with a decimal comma or point; NaN of anything else. */
export function toNumber(text: string): number {
  return text.trim() === "" ? Number.NaN : Number(text.replace(",", "."));
}

function toValue({ kind }: ConfigField, value: string | boolean): unknown {
  if (typeof value === "boolean" || kind === "choice" || kind === "switch") return value;
  if (kind === "list")
    return value
      .split(/[\s,x×-]+/)
      .filter(Boolean)
      .map(Number);
  return toNumber(value);
}

function toText(value: unknown): string | boolean {
  if (typeof value === "boolean") return value;
  return Array.isArray(value) ? value.join(", ") : String(value);
}

/** Nothing for a field that no plain input can hold: its default then stands. */
function readField(key: string, schema: unknown): readonly ConfigField[] {
  const parsed = fieldSchema.safeParse(schema);
  if (!parsed.success) return [];
  const { type, description, enum: choices, items } = parsed.data;
  const { minimum, maximum, exclusiveMinimum } = items ?? parsed.data;
  const kind = choices === undefined ? KINDS.get(type ?? "") : "choice";
  if (kind === undefined || parsed.data.default === undefined) return [];
  return [
    {
      key,
      kind,
      doc: description.charAt(0).toUpperCase() + description.slice(1),
      choices: choices ?? [],
      low: minimum ?? exclusiveMinimum ?? null,
      high: maximum ?? null,
      aboveLow: minimum === undefined && exclusiveMinimum !== undefined,
      initial: toText(parsed.data.default),
    },
  ];
}
