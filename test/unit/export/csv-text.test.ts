import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { defuse, undefuse } from "../../../src/shared/export/csv-text.ts";

describe("texts in CSV cells", () => {
  it("never begin as a formula, and come back", () => {
    const text = fc.array(fc.constantFrom("'", "=", "+", "-", "@", "\t", "\r", "\n", "＝", "a", "1"), { maxLength: 6 });
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          text.map((parts) => parts.join("")),
        ),
        (value) => {
          const cell = defuse(value);
          expect(cell).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/u);
          expect(undefuse(cell)).toBe(value);
        },
      ),
      { numRuns: 2000 },
    );
    expect(defuse("=HYPERLINK(1)")).toBe("'=HYPERLINK(1)");
    expect(defuse("it's -1")).toBe("it's -1");
  });
});
