/** Red, green and blue, 0…255. */
export type Rgb = readonly [number, number, number];

/** The colour of a count between 1 and the greatest: its logarithm along the stops, so that rare states are seen too. */
export function heatColor(count: number, greatest: number, stops: readonly Rgb[]): Rgb {
  const last = stops.length - 1;
  const share = greatest <= 1 ? 1 : Math.log(count) / Math.log(greatest);
  const place = Math.min(1, Math.max(0, share)) * last;
  const index = Math.min(last - 1, Math.floor(place));
  const from = stops[index] ?? [0, 0, 0];
  const to = stops[index + 1] ?? from;
  const part = place - index;
  const mix = (i: 0 | 1 | 2): number => Math.round(from[i] + (to[i] - from[i]) * part);
  return [mix(0), mix(1), mix(2)];
}

/** "#12ab9f" as a colour; black for anything else. */
export function parseHex(text: string): Rgb {
  const value = /^#([0-9a-f]{6})$/i.exec(text.trim())?.[1];
  if (value === undefined) return [0, 0, 0];
  const at = (i: number): number => Number.parseInt(value.slice(i, i + 2), 16);
  return [at(0), at(2), at(4)];
}
