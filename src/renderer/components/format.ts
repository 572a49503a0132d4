import { inByteUnits } from "../../shared/base/byte-units.ts";

const counts = new Intl.NumberFormat("en-US");
const WHEN = new Intl.DateTimeFormat(undefined, {
  month: "short",
  day: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  hour12: false,
});
const WHEN_FULL = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "medium" });

/** 12,345 */
export function formatCount(value: number): string {
  return counts.format(Math.round(value));
}

/** A count that has no room: 80 k from ten thousand on, 2.4 M from a million on. */
export function formatCompact(value: number): string {
  if (value < 1e4) return formatCount(value);
  if (value < 999_500) return `${short(value / 1e3)} k`;
  return `${short(value / 1e6)} M`;
}

/** Three digits at most, without a needless zero. */
function short(value: number): string {
  return String(Number(value.toPrecision(3)));
}

/** A number with so many digits after the point: a true minus sign, none before a zero, a dash where nothing is known. */
export function formatFigure(value: number, digits: number): string {
  if (Number.isNaN(value)) return "–";
  const text = value.toFixed(digits);
  return Number(text) === 0 ? text.replace("-", "") : text.replace("-", "−");
}

/** "1 episode", "2 episodes" */
export function formatPlural(value: number, noun: string, plural = `${noun}s`): string {
  return `${formatCount(value)} ${value === 1 ? noun : plural}`;
}

/** Bytes in the largest decimal unit that leaves at least 1. */
export function formatBytes(bytes: number): string {
  const { value, unit } = inByteUnits(bytes);
  return `${unit === "B" || value >= 100 ? value.toFixed(0) : value.toFixed(1)} ${unit}`;
}

/** "8.4 s", "3 min 20 s", "2 h 05 min" */
export function formatSeconds(seconds: number): string {
  if (seconds < 60) return `${seconds < 10 ? seconds.toFixed(1) : seconds.toFixed(0)} s`;
  const whole = Math.round(seconds);
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, "0")} s`;
  return `${Math.floor(whole / 3600)} h ${String(Math.floor((whole % 3600) / 60)).padStart(2, "0")} min`;
}

/** A return, a mean: one decimal, or none from a thousand on. */
export function formatReturn(value: number): string {
  return Math.abs(value) >= 1000 ? counts.format(Math.round(value)) : value.toFixed(1);
}

/** 0.0234 → "2.3 %" */
export function formatPercent(fraction: number): string {
  const percent = fraction * 100;
  return `${percent !== 0 && Math.abs(percent) < 10 ? percent.toFixed(1) : percent.toFixed(0)} %`;
}

/** A loss: four significant digits, in powers of ten where it is tiny. */
export function formatLoss(value: number): string {
  return value !== 0 && Math.abs(value) < 1e-4 ? value.toExponential(2) : value.toPrecision(4);
}

/** An ISO time as a short local one; the text itself where it is none. */
export function formatWhen(iso: string): string {
  const time = new Date(iso);
  return Number.isNaN(time.getTime()) ? iso : WHEN.format(time);
}

/** The same in full, for titles. */
export function formatWhenFull(iso: string): string {
  const time = new Date(iso);
  return Number.isNaN(time.getTime()) ? iso : WHEN_FULL.format(time);
}
