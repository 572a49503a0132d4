import { describe, expect, it } from "vitest";
import { formatBytes, formatDuration, formatNumber, formatTable } from "../../../src/cli/format.ts";

describe("figures for people", () => {
  it("numbers", () => {
    expect(
      [0, 2.71, 42, 123.4, 999.6, 1234.5, 17392, 1234567, 0.0123456, 0.00002, -0.5, Infinity].map(formatNumber),
    ).toEqual([
      "0",
      "2.71",
      "42",
      "123",
      "1000",
      "1 235",
      "17 392",
      "1 234 567",
      "0.0123",
      "2.00e-5",
      "-0.5",
      "Infinity",
    ]);
  });

  it("durations", () => {
    expect([0, 0.4, 59.4, 59.6, 125, 3599, 3600, 3780].map(formatDuration)).toEqual([
      "0 s",
      "0 s",
      "59 s",
      "1 min 0 s",
      "2 min 5 s",
      "59 min 59 s",
      "1 h 0 min",
      "1 h 3 min",
    ]);
  });

  it("bytes", () => {
    expect([0, 999, 1000, 4_200_000, 6.2e12, 5e15].map(formatBytes)).toEqual([
      "0 B",
      "999 B",
      "1.00 kB",
      "4.20 MB",
      "6.20 TB",
      "5.00e+3 TB",
    ]);
  });

  it("tables: words to the left, figures to the right, no trailing blanks", () => {
    expect(
      formatTable(
        ["name", "steps"],
        [
          ["a", "5"],
          ["bcdef", "1000"],
        ],
      ),
    ).toBe("name   steps\n─────  ─────\na          5\nbcdef   1000");
    expect(formatTable(["name", "note"], [])).toBe("name  note\n────  ────");
  });
});
