import { measureOperators } from "./driving/operators.ts";
import type { OperatorRow } from "./driving/operators.ts";

/** How well simulated operators drive. */
export function run(report: (line: string) => void): Promise<{ readonly operators: readonly OperatorRow[] }> {
  return Promise.resolve({ operators: measureOperators(report) });
}
