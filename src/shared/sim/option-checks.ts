import { FailureError } from "../base/failure.ts";

/** Throws FailureError "invalid-input" about one option. */
export function refuseOption(name: string, value: unknown, wanted: string): never {
  throw new FailureError(
    "invalid-input",
    `hopper option ${name} is ${String(value)}`,
    `Give ${wanted}, or leave it out for its default.`,
  );
}

/** Two numbers of which the first is the lower; either may be infinite. */
export function checkRange(name: string, range: unknown): void {
  const [low, high] = Array.isArray(range) ? (range as unknown[]) : [];
  if (!(typeof low === "number" && typeof high === "number" && low < high)) {
    refuseOption(name, JSON.stringify(range), "two numbers, the lower first");
  }
}

/** A number from `low` to `high`. */
export function checkBetween(name: string, value: unknown, low: number, high: number, unit: string): void {
  if (!(typeof value === "number" && value >= low && value <= high)) {
    refuseOption(name, value, `${unit} from ${low} to ${high}`);
  }
}

/** An object with named fields. */
export function checkObject(name: string, value: unknown): void {
  if (typeof value !== "object" || value === null || Array.isArray(value)) refuseOption(name, value, "named parts");
}
