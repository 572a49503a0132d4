import { FailureError } from "../shared/base/failure.ts";

/** The words for a name that stands for nothing, or for several things. */
export interface NamedThing<T> {
  readonly named: string;
  readonly noun: string;
  readonly nouns: string;
  /** where it was looked for in vain */
  readonly searched: string;
  readonly remedy: string;
  /** what tells several of one name apart */
  readonly give: string;
  readonly giveOf: (one: T) => string;
}

/** What a name stands for; a failure where it is not exactly one thing. */
export function onlyOne<T>(found: readonly T[], thing: NamedThing<T>): T {
  const { named, noun, nouns, searched, remedy, give, giveOf } = thing;
  const [first, ...others] = found;
  if (first === undefined) throw new FailureError("not-found", `There is no ${noun} ${named}: ${searched}.`, remedy);
  if (others.length > 0)
    throw new FailureError(
      "invalid-input",
      `Several ${nouns} are named ${named}.`,
      `Give the ${give}: ${found.map(giveOf).join(" or ")}`,
    );
  return first;
}
