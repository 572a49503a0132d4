/** Points drawn at most: more cannot be told apart at the width of a panel. */
const MAX_POINTS = 700;

export interface LinePath {
  /** for an SVG path in a box of the width and height asked for */
  readonly path: string;
  readonly low: number;
  readonly high: number;
}

/** Values, evenly over the width, scaled to fill the height; what is not finite leaves a gap. */
export function linePath(values: ArrayLike<number>, width: number, height: number): LinePath {
  let low = Infinity;
  let high = -Infinity;
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i] ?? NaN;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (low > high) return { path: "", low: 0, high: 0 };
  const stride = Math.max(1, Math.ceil(values.length / MAX_POINTS));
  const scale = high > low ? (height - 6) / (high - low) : 0;
  const across = width / Math.max(1, values.length - 1);
  let path = "";
  let drawing = false;
  for (let i = 0; i < values.length; i += stride) {
    const value = values[i] ?? NaN;
    if (Number.isFinite(value)) {
      const y = scale === 0 ? height / 2 : height - 3 - (value - low) * scale;
      path += `${drawing ? "L" : "M"}${(i * across).toFixed(1)} ${y.toFixed(1)}`;
    }
    drawing = Number.isFinite(value);
  }
  return { path, low, high };
}
