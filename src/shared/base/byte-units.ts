const UNITS = ["B", "kB", "MB", "GB", "TB"] as const;

/** Bytes in the largest decimal unit, up to TB, that leaves at least 1. */
export function inByteUnits(bytes: number): { readonly value: number; readonly unit: (typeof UNITS)[number] } {
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return { value, unit: UNITS[unit] ?? "B" };
}
