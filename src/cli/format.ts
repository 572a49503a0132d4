import { inByteUnits } from "../shared/base/byte-units.ts";

/** Three significant digits, with thousands separated by thin groups: 12 345, 3.14, 0.00052. */
export function formatNumber(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const size = Math.abs(value);
  if (size >= 1000)
    return Math.round(value)
      .toString()
      .replaceAll(/\B(?=(\d{3})+$)/g, " ");
  if (size >= 100) return value.toFixed(0);
  if (size === 0) return "0";
  return size >= 0.001 ? Number(value.toPrecision(3)).toString() : value.toExponential(2);
}

/** "3 s", "2 min 5 s", "1 h 3 min". */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}

/** "4.2 MB"; decimal units. */
export function formatBytes(bytes: number): string {
  const { value, unit } = inByteUnits(bytes);
  return `${unit === "B" ? value : value.toPrecision(3)} ${unit}`;
}

/** Columns padded to their widest cell; numbers, recognised by their first character, to the right. */
export function formatTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = header.map((title, i) => Math.max(title.length, ...rows.map((row) => (row[i] ?? "").length)));
  const isNumeric = header.map((_, i) => rows.length > 0 && rows.every((row) => /^[-−]?[\d.]/.test(row[i] ?? "")));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, i) => (isNumeric[i] === true ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0)))
      .join("  ")
      .trimEnd();
  return [line(header), widths.map((width) => "─".repeat(width)).join("  "), ...rows.map(line)].join("\n");
}
