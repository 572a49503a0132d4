/** Times between drawn frames, the newest some hundred. */
export interface FrameTimes {
  add(milliseconds: number): void;
  /** ms; 0 before the first */
  percentile(fraction: number): number;
}

export function createFrameTimes(capacity = 240): FrameTimes {
  const times = new Float32Array(capacity);
  let count = 0;
  return {
    add(milliseconds: number): void {
      times[count % capacity] = milliseconds;
      count += 1;
    },
    percentile(fraction: number): number {
      const size = Math.min(count, capacity);
      const sorted = times.slice(0, size).sort();
      return sorted[Math.min(size - 1, Math.floor(size * fraction))] ?? 0;
    },
  };
}
