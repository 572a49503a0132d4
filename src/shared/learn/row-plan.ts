import type { Rng } from "../base/rng.ts";
import { shuffled } from "./transitions.ts";

/** Consecutive rows of one episode. */
export interface RowSpan {
  readonly first: number;
  readonly steps: number;
}

/** Which rows a training visits. An item is a row or, for an LSTM, a window of rows named by its first. */
export interface RowPlan {
  /** items per epoch */
  readonly items: number;
  /** rows of an item */
  readonly window: number;
  /** the items of one epoch in the order of training */
  draw(rng: Rng): Int32Array;
}

/** Where each of the episodes lies when they follow one another from row `first` on. */
export function spansOf(episodes: readonly { readonly steps: number }[], first: number): readonly RowSpan[] {
  let row = first;
  return episodes.map(({ steps }) => {
    const span = { first: row, steps };
    row += steps;
    return span;
  });
}

/**
 * Every row once per epoch, in random order. With a window, every episode is cut into windows from a place that is drawn
 * anew each epoch; the first and the last window are moved inside the episode. Spans must be as long as the window.
 */
export function planRows(spans: readonly RowSpan[], window: number): RowPlan {
  if (window === 1) {
    const rows = fixedItems(spans, 1);
    return { items: rows.length, window, draw: (rng) => shuffled(rows.length, rng).map((i) => rows[i]!) };
  }
  const windows = ({ steps }: RowSpan): number => (steps === window ? 1 : Math.ceil(steps / window) + 1);
  const items = spans.reduce((sum, span) => sum + windows(span), 0);
  return {
    items,
    window,
    draw(rng) {
      const starts = spans.flatMap((span) => {
        const offset = rng.int(window) - window;
        return Array.from({ length: windows(span) }, (_, w) => {
          const start = Math.min(span.steps - window, Math.max(0, offset + w * window));
          return span.first + start;
        });
      });
      return shuffled(items, rng).map((i) => starts[i]!);
    },
  };
}

/** Every row, or windows side by side that cover every row, always the same: what the loss is measured on. */
export function fixedItems(spans: readonly RowSpan[], window: number): Int32Array {
  return Int32Array.from(
    spans.flatMap(({ first, steps }) =>
      Array.from({ length: Math.ceil(steps / window) }, (_, w) => first + Math.min(steps - window, w * window)),
    ),
  );
}
