/**
 * JSON that keeps NaN, the infinities (options such as `max_episode_steps: Infinity`) and the sign of zero, which
 * replaying bit for bit compares, as `{"$number": "NaN"}`.
 */

const KEY = "$number";
const NAMED: ReadonlyMap<unknown, number> = new Map(
  [Number.NaN, Infinity, -Infinity, -0].map((value) => [nameOf(value), value]),
);

function nameOf(value: number): string {
  return Object.is(value, -0) ? "-0" : String(value);
}

/** Like JSON.stringify; non-finite numbers and negative zero survive. */
export function toJson(value: unknown, indent?: number): string {
  return JSON.stringify(
    value,
    (_key, item: unknown) =>
      typeof item === "number" && (!Number.isFinite(item) || Object.is(item, -0)) ? { [KEY]: nameOf(item) } : item,
    indent,
  );
}

/** Inverse of `toJson`; throws SyntaxError like JSON.parse. */
export function fromJson(text: string): unknown {
  // A reviver makes parsing many times slower; most texts need none.
  if (!text.includes(KEY)) return JSON.parse(text);
  return JSON.parse(text, (_key, item: unknown) => {
    if (typeof item !== "object" || item === null || !(KEY in item)) return item;
    return NAMED.get(item[KEY]) ?? item;
  });
}
