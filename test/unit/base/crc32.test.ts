import zlib from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fastCrc32 } from "../../../src/node/datasets/fast-crc32.ts";
import { crc32 } from "../../../src/shared/base/crc32.ts";

describe("CRC-32 in plain JavaScript", () => {
  it("gives the check value of the standard", () => {
    expect(crc32(new TextEncoder().encode("123456789"))).toBe(0xcbf4_3926);
    expect(crc32(new Uint8Array(0))).toBe(0);
  });

  it("agrees with zlib on any bytes, as a whole and part by part", () => {
    const property = fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(200), (bytes, at) => {
      const whole = zlib.crc32(bytes);
      expect(crc32(bytes)).toBe(whole);
      expect(crc32(bytes.subarray(at), crc32(bytes.subarray(0, at)))).toBe(whole);
      expect(fastCrc32(bytes.subarray(at), fastCrc32(bytes.subarray(0, at)))).toBe(whole);
    });
    fc.assert(property, { numRuns: 200 });
  });
});
