import type { Way } from "./pad-navigator.ts";

/** Where something lies on the page, CSS pixels. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** what lies beside the way counts as so much further away than what lies on it */
const ASIDE = 3;
/** a tie between two that lie alike goes to the one whose middle is nearer */
const MIDDLE = 0.1;

const middle = (from: number, to: number): number => (from + to) / 2;

/** A box as it lies along a way: `near` and `far` grow in its direction, `low` and `high` across it. */
function along(box: Box, way: Way): readonly [near: number, far: number, low: number, high: number] {
  switch (way) {
    case "right":
      return [box.left, box.right, box.top, box.bottom];
    case "left":
      return [-box.right, -box.left, box.top, box.bottom];
    case "down":
      return [box.top, box.bottom, box.left, box.right];
    case "up":
      return [-box.bottom, -box.top, box.left, box.right];
  }
}

/** The index of the box that somebody means who goes that way; -1: there is none. */
export function nearestBox(from: Box, boxes: readonly Box[], way: Way): number {
  const [near, far, low, high] = along(from, way);
  let best = -1;
  let least = Infinity;
  for (const [index, box] of boxes.entries()) {
    const [its, end, its0, its1] = along(box, way);
    // Ahead is what lies beyond by its middle, and by its edge too.
    if (middle(its, end) <= middle(near, far) || its <= near) continue;
    const aside = Math.max(0, its0 - high, low - its1);
    // What is above or below is not also to the left or right.
    if (its < far && aside > 0) continue;
    const gap = Math.max(0, its - far);
    const cost = gap + ASIDE * aside + MIDDLE * Math.abs(middle(its0, its1) - middle(low, high));
    if (cost >= least) continue;
    least = cost;
    best = index;
  }
  return best;
}
