import { ACTION, OBSERVATION } from "../../../../shared/base/specs.ts";

const LABELS = new Map<string, string>([...OBSERVATION, ...ACTION].map(({ name, label }) => [name, label]));

/** The name of a dimension for people. */
export function labelOf(name: string): string {
  return LABELS.get(name) ?? name.charAt(0).toUpperCase() + name.slice(1);
}
