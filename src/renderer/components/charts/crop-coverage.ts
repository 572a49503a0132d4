import type { Coverage, CoverageAxis } from "../../../shared/dataset/dataset-statistics.ts";

/** A part of a coverage: columns × rows counts, row-major, rows along y from its low end. */
export interface CoverageWindow {
  readonly x: CoverageAxis;
  readonly y: CoverageAxis;
  readonly columns: number;
  readonly rows: number;
  readonly counts: readonly number[];
}

/** Cells kept around the visited ones, and shown at least along an axis. */
const ROOM = 2;
const LEAST = 12;

/** The part of a coverage that was visited, with some room: most of what joints could do is never seen. */
export function cropCoverage({ x, y, bins, counts }: Coverage): CoverageWindow {
  const visited = counts.flatMap((count, cell) => (count > 0 ? [cell] : []));
  const across = span(
    visited.map((cell) => cell % bins),
    bins,
  );
  const up = span(
    visited.map((cell) => Math.floor(cell / bins)),
    bins,
  );
  const columns = across.end - across.first;
  const rows = up.end - up.first;
  return {
    x: part(x, across, bins),
    y: part(y, up, bins),
    columns,
    rows,
    counts: Array.from({ length: columns * rows }, (_, cell) => {
      const row = up.first + Math.floor(cell / columns);
      return counts[row * bins + across.first + (cell % columns)] ?? 0;
    }),
  };
}

interface Span {
  readonly first: number;
  readonly end: number;
}

function span(places: readonly number[], bins: number): Span {
  if (places.length === 0) return { first: 0, end: bins };
  const low = places.reduce((a, b) => Math.min(a, b));
  const high = places.reduce((a, b) => Math.max(a, b)) + 1;
  const size = Math.min(bins, Math.max(LEAST, high - low + 2 * ROOM));
  const first = Math.min(bins - size, Math.max(0, Math.round((low + high - size) / 2)));
  return { first, end: first + size };
}

function part(axis: CoverageAxis, { first, end }: Span, bins: number): CoverageAxis {
  const at = (bin: number): number => axis.low + ((axis.high - axis.low) * bin) / bins;
  return { ...axis, low: at(first), high: at(end) };
}
