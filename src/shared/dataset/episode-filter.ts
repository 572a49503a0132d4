import { FailureError } from "../base/failure.ts";
import type { EpisodeSummary } from "./episode.ts";

/** Whether an episode is chosen. */
export type EpisodeFilter = (episode: EpisodeSummary) => boolean;

const NUMBERS = {
  steps: ({ steps }) => steps,
  return: (episode) => episode.return,
  rating: ({ curation }) => curation.rating,
  seed: ({ seed }) => seed,
  noise: ({ noise }) => noise,
} as const satisfies Record<string, (episode: EpisodeSummary) => number | null>;

/** Lower-case; null: not said. A list holds what any one of may equal. */
const WORDS = {
  id: ({ id }) => id,
  name: ({ name }) => name,
  source: ({ source }) => source,
  level: ({ level }) => level,
  cause: ({ cause }) => cause,
  operator: ({ operator }) => operator,
  verdict: ({ curation }) => curation.verdict,
  success: ({ curation: { success } }) => (success === null ? null : success ? "yes" : "no"),
  split: ({ curation }) => curation.split,
  tag: ({ curation }) => curation.tags,
  used: ({ used }) => (used ? "yes" : "no"),
} as const satisfies Record<string, (episode: EpisodeSummary) => string | readonly string[] | null>;

const NONE = "none";

function bad(what: string): FailureError {
  return new FailureError(
    "invalid-input",
    what,
    `Give conditions such as return<500,source=human, of ${[...Object.keys(NUMBERS), ...Object.keys(WORDS)].join(", ")}.`,
  );
}

/**
 * Reads conditions joined by commas, which all must hold: FIELD OPERATOR VALUE. Numbers (steps, return, rating, seed, noise) take
 * = != < <= > >=, the other fields = and !=, without regard to case; "none" stands for what nobody said, which is neither
 * less nor more than anything. FailureError "invalid-input".
 */
export function parseEpisodeFilter(text: string): EpisodeFilter {
  const conditions = text.split(",").map(parseCondition);
  return (episode) => conditions.every((holds) => holds(episode));
}

function parseCondition(text: string): EpisodeFilter {
  const [, field = "", operator = "", value = ""] = /^\s*(\w+)\s*(<=|>=|!=|=|<|>)\s*(.*\S)\s*$/s.exec(text) ?? [];
  if (operator === "") throw bad(`"${text.slice(0, 80)}" is not a condition.`);
  if (isKey(NUMBERS, field)) return numberCondition(NUMBERS[field], operator, value);
  if (!isKey(WORDS, field)) throw bad(`Episodes have no field "${field}".`);
  if (operator !== "=" && operator !== "!=") throw bad(`"${field}" is compared by = or !=, not by ${operator}.`);
  const read: (episode: EpisodeSummary) => string | readonly string[] | null = WORDS[field];
  const wanted = value.toLowerCase();
  return (episode) => {
    const found = read(episode);
    const words = found === null ? [] : typeof found === "string" ? [found] : found;
    const equal = words.some((word) => word.toLowerCase() === wanted) || (wanted === NONE && isUnsaid(words));
    return equal === (operator === "=");
  };
}

/** The level of help of experts and policies is called "none" too. */
function isUnsaid(words: readonly string[]): boolean {
  return words.every((word) => word === "");
}

function numberCondition(
  read: (episode: EpisodeSummary) => number | null,
  operator: string,
  text: string,
): EpisodeFilter {
  const value = text.toLowerCase() === NONE ? null : Number(text);
  if (Number.isNaN(value) || (value === null && operator !== "=" && operator !== "!="))
    throw bad(`"${text.slice(0, 80)}" is not a number to compare with.`);
  return (episode) => {
    const found = read(episode);
    if (operator === "=") return found === value;
    if (operator === "!=") return found !== value;
    if (found === null || value === null) return false;
    switch (operator) {
      case "<":
        return found < value;
      case "<=":
        return found <= value;
      case ">":
        return found > value;
      default:
        return found >= value;
    }
  };
}

function isKey<T extends object>(table: T, key: string): key is Extract<keyof T, string> {
  return Object.hasOwn(table, key);
}
