import { InvalidArgumentError } from "commander";

/** A whole number within bounds. */
export function wholeNumber(min: number, max: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < min || value > max)
      throw new InvalidArgumentError(`It must be a whole number from ${min} to ${max}.`);
    return value;
  };
}

/** A seed of a random generator. */
export const seed = wholeNumber(0, 0xffffffff);

/** A finite number within bounds. */
export function realNumber(min: number, max: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() === "" || !Number.isFinite(value) || value < min || value > max)
      throw new InvalidArgumentError(`It must be a number from ${min} to ${max}.`);
    return value;
  };
}

/** MIN:MAX, or one number for both. */
export function numberRange(min: number, max: number): (text: string) => readonly [number, number] {
  return (text) => {
    const parts = text.split(":").map((part) => (part.trim() === "" ? Number.NaN : Number(part)));
    const [low = Number.NaN, high = low] = parts;
    if (parts.length > 2 || !(low >= min && high <= max && low <= high))
      throw new InvalidArgumentError(`It must be MIN:MAX with ${min} ≤ MIN ≤ MAX ≤ ${max}.`);
    return [low, high];
  };
}

/** Collects a flag that may be given several times. */
export function collect(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text];
}
