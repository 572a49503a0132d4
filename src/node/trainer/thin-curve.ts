import type { LossPoint } from "../../shared/learn/trainer.ts";
import { MAX_META_CURVE_POINTS } from "../../shared/policy/policy-meta.ts";

/** Half for the training loss, half for the points that also have a held-out one. */
const SHARE = MAX_META_CURVE_POINTS / 2;

/** A curve as a policy's file keeps it: evenly chosen points, the first and the last of either kind among them. */
export function thinCurve(points: readonly LossPoint[]): readonly LossPoint[] {
  const kept = new Set([...spread(points), ...spread(points.filter(({ validationLoss }) => validationLoss !== null))]);
  return points.filter((point) => kept.has(point));
}

function spread(points: readonly LossPoint[]): readonly LossPoint[] {
  if (points.length <= SHARE) return points;
  return Array.from({ length: SHARE }, (_, i) => points[Math.round((i * (points.length - 1)) / (SHARE - 1))]).filter(
    (point) => point !== undefined,
  );
}
