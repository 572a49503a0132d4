import type { CurvePoint } from "../../../shared/ipc/jobs.ts";

/** One run's curve in a chart of several. */
export interface RunCurve {
  readonly id: string;
  readonly name: string;
  readonly color: string;
  readonly points: readonly CurvePoint[];
}

export type CurveKind = "both" | "training" | "held-out";
export type LossScale = "log" | "linear";

/** Columns over all steps of all runs: the steps, then for each run its training loss and its held-out loss. */
export type CurveColumns = readonly [readonly number[], ...(readonly (number | null)[])[]];

/** Joins curves over their steps; what a logarithm cannot show is left out, and so is the kind that is not asked for. */
export function joinCurves(curves: readonly RunCurve[], kind: CurveKind, scale: LossScale): CurveColumns {
  const steps = [...new Set(curves.flatMap(({ points }) => points.map(({ step }) => step)))].sort((a, b) => a - b);
  const place = new Map(steps.map((step, index) => [step, index]));
  const columns = curves.flatMap(({ points }) => {
    const training = steps.map((): number | null => null);
    const heldOut = steps.map((): number | null => null);
    for (const { step, loss, validationLoss } of points) {
      const index = place.get(step) ?? 0;
      if (kind !== "held-out") training[index] = drawable(loss, scale);
      if (kind !== "training") heldOut[index] = drawable(validationLoss, scale);
    }
    return [training, heldOut];
  });
  return [steps, ...columns];
}

/** The last point at or before `step`, and the last held-out loss until then. */
export function valuesAt(
  points: readonly CurvePoint[],
  step: number,
): { readonly point: CurvePoint | null; readonly heldOut: number | null } {
  const until = points.filter((point) => point.step <= step);
  return {
    point: until.at(-1) ?? null,
    heldOut: until.findLast(({ validationLoss }) => validationLoss !== null)?.validationLoss ?? null,
  };
}

function drawable(value: number | null, scale: LossScale): number | null {
  return value === null || !Number.isFinite(value) || (scale === "log" && value <= 0) ? null : value;
}
