import type { LoopRow } from "./driving/loop-figures.ts";
import { measureLoop } from "./driving/measure-loop.ts";
import { measureOperators } from "./driving/operators.ts";
import type { OperatorRow } from "./driving/operators.ts";
import { measureSticks } from "./driving/sticks.ts";
import type { StickRow } from "./driving/sticks.ts";
import { measureTakeovers } from "./driving/takeovers.ts";
import type { ChangeRow } from "./driving/takeovers.ts";

/** s of recording per condition of the loop; the honest long run is 600 */
const SECONDS = 20;

/** How well simulated operators drive, what sticks at any place do, whether a hopper stands that changes hands, and how well the control loop keeps its time in the real page. */
export async function run(
  report: (line: string) => void,
  { seconds = SECONDS }: { readonly seconds?: number } = {},
): Promise<{
  readonly operators: readonly OperatorRow[];
  readonly sticks: readonly StickRow[];
  readonly takeovers: readonly ChangeRow[];
  readonly loop: readonly LoopRow[];
}> {
  const operators = measureOperators(report);
  const sticks = measureSticks(report);
  const takeovers = measureTakeovers(report);
  return { operators, sticks, takeovers, loop: await measureLoop(seconds, report) };
}
