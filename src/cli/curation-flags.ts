import { FailureError } from "../shared/base/failure.ts";
import { editSchema } from "../shared/dataset/curation.ts";
import type { Edit } from "../shared/dataset/curation.ts";
import { parseEpisodeFilter } from "../shared/dataset/episode-filter.ts";
import type { EpisodeFilter } from "../shared/dataset/episode-filter.ts";
import { UsageError } from "./cli.ts";

/** The flags of `curate` as commander gives them; a repeated flag is a list. */
export interface CurationFlags {
  readonly name?: readonly string[];
  readonly keep?: readonly string[];
  readonly drop?: readonly string[];
  readonly restore?: readonly string[];
  readonly success?: readonly string[];
  readonly failure?: readonly string[];
  readonly unlabel?: readonly string[];
  readonly rate?: readonly string[];
  readonly tag?: readonly string[];
  readonly untag?: readonly string[];
  readonly note?: readonly string[];
  readonly operator?: readonly string[];
  readonly trim?: readonly string[];
  readonly split?: number;
  readonly seed: number;
  readonly where?: string;
  readonly undo?: boolean;
  readonly redo?: boolean;
  readonly log?: boolean;
}

/** One edit of whatever episodes `target` stands for: an id, a name, or "where". */
export interface PlannedEdit {
  readonly target: string;
  readonly edit: (episode: string) => Edit;
}

/** What `curate` is to do, before it knows the episodes. */
export interface CurationPlan {
  readonly steps: readonly PlannedEdit[];
  readonly split: { readonly fraction: number; readonly seed: number } | null;
  readonly where: EpisodeFilter | null;
}

/** Any episode id: what is checked with it is the rest of the edit. */
const SOME_EPISODE = "01J9Z3T4QK8M5N7P2R6V8W0XYA";

type PlainFlag = "keep" | "drop" | "restore" | "success" | "failure" | "unlabel";
type ValueFlag = "name" | "rate" | "tag" | "untag" | "note" | "operator" | "trim";

const PLAIN: Readonly<Record<PlainFlag, (episode: string) => Edit>> = {
  keep: (episode) => ({ op: "keep", episode }),
  drop: (episode) => ({ op: "drop", episode }),
  restore: (episode) => ({ op: "restore", episode }),
  success: (episode) => ({ op: "label", episode, success: true }),
  failure: (episode) => ({ op: "label", episode, success: false }),
  unlabel: (episode) => ({ op: "label", episode, success: null }),
};

/** The edit of a flag's value, or null where it makes no sense; what the value must be. */
const VALUED: Readonly<
  Record<ValueFlag, { readonly form: string; readonly make: (episode: string, value: string) => Edit | null }>
> = {
  name: { form: "ID=NAME", make: (episode, name) => (name === "" ? null : { op: "name", episode, name }) },
  rate: {
    form: "ID=N, N from 1 to 5, or 0 for none",
    make: (episode, text) =>
      /^[0-5]$/.test(text) ? { op: "rate", episode, rating: text === "0" ? null : Number(text) } : null,
  },
  tag: { form: "ID=TAG", make: (episode, tag) => ({ op: "tag", episode, add: [tag], remove: [] }) },
  untag: { form: "ID=TAG", make: (episode, tag) => ({ op: "tag", episode, add: [], remove: [tag] }) },
  note: { form: "ID=TEXT", make: (episode, note) => ({ op: "note", episode, note }) },
  operator: {
    form: "ID=NAME",
    make: (episode, name) => ({ op: "operator", episode, operator: name === "" ? null : name }),
  },
  trim: { form: "ID=FROM:TO, steps with FROM < TO, or ID= for the whole episode", make: makeTrim },
};

function makeTrim(episode: string, text: string): Edit | null {
  if (text === "") return { op: "trim", episode, trim: null };
  const [, from, to] = /^(\d{1,9}):(\d{1,9})$/.exec(text) ?? [];
  return from === undefined || to === undefined
    ? null
    : { op: "trim", episode, trim: { from: Number(from), to: Number(to) } };
}

/** Reads the flags; UsageError where one makes no sense or nothing is asked for. */
export function parseCurationFlags(flags: CurationFlags): CurationPlan {
  const where = flags.where === undefined ? null : parseWhere(flags.where);
  const steps = [
    ...(Object.keys(VALUED) as ValueFlag[]).flatMap((flag) =>
      (flags[flag] ?? []).map((text) => parseValued(flag, text)),
    ),
    ...(Object.keys(PLAIN) as PlainFlag[]).flatMap((flag) =>
      (flags[flag] ?? []).map((target) => ({ target, edit: PLAIN[flag] })),
    ),
  ];
  const split = flags.split === undefined ? null : { fraction: flags.split, seed: flags.seed };
  if (steps.length === 0 && split === null)
    throw new UsageError(
      "There is nothing to do.",
      "Give --name, --keep, --drop, --restore, --success, --failure, --rate, --tag, --note, --operator, --trim, --split, --undo, --redo or --log.",
    );
  if (where !== null && steps.every(({ target }) => target !== "where"))
    throw new UsageError("--where selects episodes for nothing.", 'Add a flag about them, such as "--drop where".');
  if (where === null && steps.some(({ target }) => target === "where"))
    throw new UsageError('"where" stands for no episodes.', "Say which with --where, such as --where return<500.");
  return { steps, split, where };
}

function parseWhere(text: string): EpisodeFilter {
  try {
    return parseEpisodeFilter(text);
  } catch (error) {
    if (error instanceof FailureError) throw new UsageError(`--where: ${error.message}`, error.failure.remedy);
    throw error;
  }
}

function parseValued(flag: ValueFlag, text: string): PlannedEdit {
  const { form, make } = VALUED[flag];
  const [, target, value] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
  const sample = editSchema.safeParse(value === undefined ? null : make(SOME_EPISODE, value.trim()));
  if (target === undefined || !sample.success)
    throw new UsageError(
      `--${flag} ${text} is not ${form}.`,
      "Give an episode's id or name, an equals sign and the value.",
    );
  return { target: target.trim(), edit: (episode) => ({ ...sample.data, episode }) };
}
