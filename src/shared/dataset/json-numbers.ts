/** JSON that keeps NaN and the infinities (options such as `max_episode_steps: Infinity`), as `{"$number": "NaN"}`. */

const KEY = "$number";
const NAMED: ReadonlyMap<unknown, number> = new Map(
  [Number.NaN, Infinity, -Infinity].map((value) => [String(value), value]),
);

/** Like JSON.stringify; non-finite numbers survive. */
export function toJson(value: unknown, indent?: number): string {
  return JSON.stringify(
    value,
    (_key, item: unknown) => (typeof item === "number" && !Number.isFinite(item) ? { [KEY]: String(item) } : item),
    indent,
  );
}

/** Inverse of `toJson`; throws SyntaxError like JSON.parse. */
export function fromJson(text: string): unknown {
  return JSON.parse(text, (_key, item: unknown) => {
    if (typeof item !== "object" || item === null || !(KEY in item)) return item;
    return NAMED.get(item[KEY]) ?? item;
  });
}
