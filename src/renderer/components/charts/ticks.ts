import { formatCount } from "../format.ts";

/** Round numbers, `count` of them or a few fewer or more, that lie within [low, high]: steps of 1, 2 or 5 times a power of ten. */
export function niceTicks(low: number, high: number, count: number): readonly number[] {
  if (!(high > low)) return [low];
  const rough = (high - low) / Math.max(1, count);
  const power = 10 ** Math.floor(Math.log10(rough));
  const unit = rough / power;
  // The nearest of them in ratio: halfway between a and b lies their geometric mean.
  const step = (unit < Math.SQRT2 ? 1 : unit < Math.sqrt(10) ? 2 : unit < Math.sqrt(50) ? 5 : 10) * power;
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => tidy((first + index) * step));
}

/** Seconds to mark on a line of so many, from 0 on. */
export function timeTicks(seconds: number): readonly number[] {
  return niceTicks(0, seconds, 4).filter((second) => second <= seconds * 0.97);
}

/** A tick as text: no more digits than tell neighbours apart. */
export function tickText(value: number): string {
  if (Math.abs(value) >= 10_000) return `${tidy(value / 1000)}k`;
  return Math.abs(value) >= 1000 ? formatCount(value) : String(tidy(value));
}

/** Without the dust of binary fractions. */
function tidy(value: number): number {
  return Number(value.toPrecision(12));
}
