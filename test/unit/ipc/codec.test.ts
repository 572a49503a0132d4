import { encode } from "@msgpack/msgpack";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FailureError } from "../../../src/shared/base/failure.ts";
import {
  decodeClientMessage,
  decodeHostMessage,
  encodeMessage,
  MAX_CLIENT_MESSAGE_BYTES,
} from "../../../src/shared/ipc/codec.ts";
import { claimsFit } from "../../../src/shared/ipc/message-bounds.ts";

const typedArray = fc.oneof(
  fc.float64Array({ maxLength: 50 }),
  fc.float32Array({ maxLength: 50 }),
  fc.int32Array({ maxLength: 50 }),
  fc.uint8Array({ maxLength: 50 }),
);
const payload = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(null, true, false),
    // A number that stands alone loses the sign of its zero: MessagePack writes it as an integer.
    fc.double().map((value) => value + 0),
    fc.integer(),
    fc.string({ unit: "grapheme" }),
    typedArray,
    fc.array(tie("value"), { maxLength: 6 }),
    fc.dictionary(
      fc.string({ maxLength: 8 }).filter((key) => key !== "__proto__"),
      tie("value"),
      { maxKeys: 6, noNullPrototype: true },
    ),
  ),
})).value;

/** A decoder may fail only by saying so. */
function survives(decode: (bytes: Uint8Array) => unknown, bytes: Uint8Array): void {
  try {
    decode(bytes);
  } catch (error) {
    expect(error).toBeInstanceOf(FailureError);
  }
}

describe("socket messages", () => {
  it("come back as they were sent, typed arrays as their type, aligned and of their own memory", () => {
    fc.assert(
      fc.property(fc.nat(), payload, (id, value) => {
        const bytes = encodeMessage({ id, name: "app/info", payload: value });
        const back = decodeClientMessage(bytes);
        bytes.fill(0);
        expect(back).toStrictEqual({ id, name: "app/info", payload: value });
      }),
    );
  });

  it("keeps the values of a view into a larger buffer, and no more", () => {
    const view = new Float64Array([1, 2, 3, 4]).subarray(1, 3);
    const back = decodeClientMessage(encodeMessage({ id: 1, name: "n", payload: { view } })).payload as {
      view: Float64Array;
    };
    expect(back.view).toStrictEqual(new Float64Array([2, 3]));
    expect(back.view.buffer.byteLength).toBe(16);
  });

  it("copies out of a Node Buffer too, whose slices are views", () => {
    const bytes = Buffer.from(encodeMessage({ id: 1, name: "n", payload: { values: new Float64Array([1, 2]) } }));
    const back = decodeClientMessage(bytes).payload as { values: Float64Array };
    bytes.fill(0);
    expect(back.values).toStrictEqual(new Float64Array([1, 2]));
  });

  it("leaves out what is undefined", () => {
    expect(decodeClientMessage(encodeMessage({ id: 1, name: "n", payload: { a: undefined, b: 1 } })).payload).toEqual({
      b: 1,
    });
  });

  it("carries replies and events", () => {
    const reply = { kind: "reply", id: 3, result: { ok: true, value: null } } as const;
    expect(decodeHostMessage(encodeMessage(reply))).toEqual(reply);
    const event = { kind: "event", event: { type: "policies-changed" } } as const;
    expect(decodeHostMessage(encodeMessage(event))).toEqual(event);
  });

  it("refuses with a typed failure whatever is no message: noise, cut messages, flipped bits", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => survives(decodeClientMessage, bytes)),
      { numRuns: 500 },
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => survives(decodeHostMessage, bytes)),
      { numRuns: 500 },
    );
    fc.assert(
      fc.property(payload, fc.nat(), fc.nat({ max: 7 }), (value, at, bit) => {
        const bytes = encodeMessage({ id: 1, name: "n", payload: value });
        const broken = bytes.slice();
        broken[at % broken.length]! ^= 1 << bit;
        survives(decodeClientMessage, broken);
        expect(() => decodeClientMessage(bytes.subarray(0, at % bytes.length))).toThrow(FailureError);
      }),
      { numRuns: 500 },
    );
  });

  it("refuses what has no id or name", () => {
    for (const message of [
      null,
      3,
      [],
      {},
      { id: 1 },
      { id: -1, name: "n" },
      { id: 0.5, name: "n" },
      { id: 1, name: "n".repeat(101) },
    ]) {
      expect(() => decodeClientMessage(encode(message))).toThrow(FailureError);
    }
    expect(() => decodeHostMessage(encode({ kind: "reply", id: 1 }))).toThrow(FailureError);
  });

  it("refuses a typed array of broken length or unknown type", () => {
    const bytes = encodeMessage({ id: 1, name: "n", payload: new Float64Array(2) });
    const type = bytes.indexOf(1, bytes.length - 18) + 1;
    expect(bytes[type]).toBe(3);
    bytes[type] = 9;
    expect(() => decodeClientMessage(bytes)).toThrow("unknown type");
  });

  it("refuses a message that is too large before reading it", () => {
    expect(() => decodeClientMessage(new Uint8Array(MAX_CLIENT_MESSAGE_BYTES + 1))).toThrow("more than");
  });

  it("reserves no memory for nested arrays that only claim to be long", () => {
    const bomb = new Uint8Array(5 * 2000);
    for (let i = 0; i < bomb.length; i += 5) bomb.set([0xdd, 0x00, 0x0f, 0xff, 0xff], i);
    const before = process.memoryUsage().rss;
    expect(() => decodeClientMessage(bomb)).toThrow("claims to hold more");
    expect(process.memoryUsage().rss - before).toBeLessThan(100e6);
  });

  it("accepts the claims of everything the encoder writes", () => {
    fc.assert(fc.property(payload, (value) => claimsFit(encodeMessage({ id: 1, name: "n", payload: value }))));
    for (const length of [15, 16, 31, 32, 255, 256, 65535, 65536]) {
      const values = [
        Array.from({ length }, () => 1),
        "x".repeat(length),
        new Uint8Array(length),
        Object.fromEntries(Array.from({ length }, (_, i) => [`k${i}`, i])),
      ];
      for (const value of values) expect(claimsFit(encode(value))).toBe(true);
    }
    for (const value of [127, 128, 65535, 65536, 2 ** 40, -1, -33, -200, -70000, -(2 ** 40), 1.5])
      expect(claimsFit(encode(value))).toBe(true);
  });
});
