import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { constantRun, listLevels, readRuns, valueRuns } from "../../../../../src/node/formats/parquet/level-runs.ts";
import { FailureError } from "../../../../../src/shared/base/failure.ts";

describe("runs of levels", () => {
  it("come back as they were written", () => {
    fc.assert(
      fc.property(fc.uint8Array({ max: 2, maxLength: 200 }), (values) => {
        expect([...readRuns(valueRuns(values), 2, values.length)]).toEqual([...values]);
      }),
    );
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 20 }), (rows, width) => {
        const expected = Array.from({ length: rows * width }, (_item, i) => Number(i % width !== 0));
        expect([...readRuns(listLevels(rows, width), 1, rows * width)]).toEqual(expected);
      }),
    );
  });

  it("cannot claim more than was asked for, or than there is", () => {
    expect(readRuns(constantRun(2 ** 31, 1), 1, 5)).toHaveLength(5);
    const refused = (bytes: readonly number[], width: number): void => {
      expect(() => readRuns(Uint8Array.from(bytes), width, 100)).toThrow(FailureError);
    };
    refused([], 1);
    refused([0x03, 0xff], 1);
    refused([0x00, 0x01], 1);
    refused([0xff, 0xff, 0xff, 0xff, 0xff, 0xff], 1);
    refused([0xfe, 0xff, 0xff, 0xff, 0x0f], 8);
    refused([0x02, 0x01], 33);
  });
});
