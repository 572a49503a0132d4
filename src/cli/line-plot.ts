/** One line of a plot. */
export interface PlotLine {
  readonly name: string;
  /** a CSS colour */
  readonly colour: string;
  readonly dashed: boolean;
  /** [x, y]; y is positive where the axis is logarithmic */
  readonly points: readonly (readonly [number, number])[];
}

export interface Plot {
  readonly title: string;
  readonly x: string;
  readonly y: string;
  /** a logarithmic y axis */
  readonly logarithmic: boolean;
  readonly lines: readonly PlotLine[];
}

const WIDTH = 860;
const HEIGHT = 480;
const LEFT = 74;
const RIGHT = 230;
const TOP = 48;
const BOTTOM = 56;
const TEXT = "#3b4252";
const GRID = "#e3e7ee";

/** A plot with a legend as an SVG document, readable on light and dark pages. */
export function drawLinePlot({ title, x, y, logarithmic, lines }: Plot): string {
  const usable = lines.map((line) => ({
    ...line,
    points: line.points.filter((point) => isUsable(point, logarithmic)),
  }));
  const all = usable.flatMap(({ points }) => points);
  const [left, right] = range(all.map(([px]) => px));
  const scale = (value: number): number => (logarithmic ? Math.log10(value) : value);
  const [low, high] = range(all.map(([, py]) => scale(py)));
  const atX = (value: number): number => LEFT + ((value - left) / (right - left)) * (WIDTH - LEFT - RIGHT);
  const atY = (value: number): number => HEIGHT - BOTTOM - ((value - low) / (high - low)) * (HEIGHT - TOP - BOTTOM);
  const ticksX = ticks(left, right);
  const ticksY = logarithmic ? decadeTicks(low, high) : ticks(low, high).map((value) => [value, value] as const);
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="system-ui, sans-serif" font-size="13" fill="${TEXT}">`,
    `<rect width="${WIDTH}" height="${HEIGHT}" rx="8" fill="#ffffff"/>`,
    `<text x="${LEFT}" y="28" font-size="16" font-weight="600">${escape(title)}</text>`,
    ...ticksX.map((value) => gridX(atX(value), shorten(value))),
    ...ticksY.map(([value, at]) => gridY(atY(at), shorten(value))),
    `<text x="${(LEFT + WIDTH - RIGHT) / 2}" y="${HEIGHT - 14}" text-anchor="middle">${escape(x)}</text>`,
    `<text transform="translate(18 ${(TOP + HEIGHT - BOTTOM) / 2}) rotate(-90)" text-anchor="middle">${escape(y)}</text>`,
    ...usable.map(({ colour, dashed, points }) => {
      const path = points.map(([px, py]) => `${atX(px).toFixed(1)},${atY(scale(py)).toFixed(1)}`).join(" ");
      return `<polyline fill="none" stroke="${colour}" stroke-width="2" stroke-linejoin="round"${dash(dashed)} points="${path}"/>`;
    }),
    ...usable.map(({ name, colour, dashed }, i) => {
      const at = TOP + 14 + 22 * i;
      const from = WIDTH - RIGHT + 18;
      return `<line x1="${from}" x2="${from + 28}" y1="${at}" y2="${at}" stroke="${colour}" stroke-width="2.5"${dash(dashed)}/><text x="${from + 36}" y="${at + 4}">${escape(name)}</text>`;
    }),
    "</svg>",
  ];
  return `${parts.join("\n")}\n`;
}

function isUsable([x, y]: readonly [number, number], logarithmic: boolean): boolean {
  return Number.isFinite(x) && Number.isFinite(y) && (!logarithmic || y > 0);
}

function gridX(at: number, label: string): string {
  return `<line x1="${at}" x2="${at}" y1="${TOP}" y2="${HEIGHT - BOTTOM}" stroke="${GRID}"/><text x="${at}" y="${HEIGHT - BOTTOM + 20}" text-anchor="middle">${label}</text>`;
}

function gridY(at: number, label: string): string {
  return `<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${at}" y2="${at}" stroke="${GRID}"/><text x="${LEFT - 8}" y="${at + 4}" text-anchor="end">${label}</text>`;
}

function dash(dashed: boolean): string {
  return dashed ? ' stroke-dasharray="5 4"' : "";
}

function range(values: readonly number[]): readonly [number, number] {
  const low = values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const high = values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  if (low > high) return [0, 1];
  return low === high ? [low - 0.5, high + 0.5] : [low, high];
}

/** At most eight round numbers within the range: steps of 1, 2 or 5 times a power of ten. */
function ticks(low: number, high: number): readonly number[] {
  const rough = (high - low) / 7;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= rough) ?? rough;
  const first = Math.ceil(low / step - 1e-9);
  const count = Math.floor(high / step + 1e-9) - first + 1;
  return Array.from({ length: count }, (_, i) => (first + i) * step);
}

/** 1, 2 and 5 times powers of ten, with their logarithms. */
function decadeTicks(low: number, high: number): readonly (readonly [number, number])[] {
  const found: (readonly [number, number])[] = [];
  for (let power = Math.floor(low); power <= Math.ceil(high); power += 1)
    for (const factor of high - low > 3 ? [1] : [1, 2, 5]) {
      const at = power + Math.log10(factor);
      if (at >= low - 1e-9 && at <= high + 1e-9) found.push([factor * 10 ** power, at]);
    }
  return found;
}

function shorten(value: number): string {
  return Number(value.toPrecision(3)).toString();
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
