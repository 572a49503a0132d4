import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FailureError } from "../../../../../src/shared/base/failure.ts";
import { readJsonMessage } from "../../../../../src/node/formats/mcap/read-json-message.ts";
import type { McapTopic } from "../../../../../src/shared/export/mcap-topics.ts";

const read = (topic: McapTopic, text: string): unknown => readJsonMessage(topic, Buffer.from(text));

describe("a JSON message", () => {
  it("has the columns that it names", () => {
    const { episode, step, values } = readJsonMessage(
      "/reward",
      Buffer.from(
        '{"episode":2,"step":5,"reward":-1e999,"reward_ctrl":null,"reward_healthy":-0.0,"more":"of another"}',
      ),
    );
    expect({ episode, step }).toEqual({ episode: 2, step: 5 });
    expect([...values]).toEqual([
      ["reward", [-Infinity]],
      ["reward_healthy", [-0]],
      ["reward_ctrl", [Number.NaN]],
    ]);
  });

  it("has lists as arrays or by names, and codes as words", () => {
    const { values } = readJsonMessage(
      "/input",
      Buffer.from(
        '{"episode":0,"step":0,"pad_axes":[1,2,3,null],"intent":{"speed":1,"height":2,"lean":3,"thrust":4},"pad_device":"keyboard"}',
      ),
    );
    expect([...values]).toEqual([
      ["pad_axes", [1, 2, 3, Number.NaN]],
      ["intent", [1, 2, 3, 4]],
      ["pad_device", [2]],
    ]);
  });

  it.each([
    ["/reward", '{"step":0,"reward":1}'],
    ["/reward", '{"episode":-1,"step":0,"reward":1}'],
    ["/reward", '{"episode":0,"step":0.5,"reward":1}'],
    ["/reward", "null"],
    ["/reward", '"text"'],
    ["/reward", '{"episode":0,"step":0,"reward":"1"}'],
    ["/input", '{"episode":0,"step":0,"pad_axes":[1,2,3]}'],
    ["/input", '{"episode":0,"step":0,"pad_axes":4}'],
    ["/input", '{"episode":0,"step":0,"pad_device":1}'],
    ["/status", '{"episode":0,"step":0,"cause":"toString"}'],
    ["/status", '{"episode":0,"step":0,"takeover":2}'],
    ["/status", '{"episode":0,"step":0,"takeover":null}'],
    ["/health", '{"episode":0,"step":0,"missed_ticks":2147483648}'],
  ] as const)("of %s is refused as %s", (topic, text) => {
    expect(() => read(topic, text)).toThrow(FailureError);
  });

  it("of any float64 reads back the same bits", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const text = Object.is(value, -0) ? "-0.0" : String(value);
        const { values } = readJsonMessage("/reward", Buffer.from(`{"episode":0,"step":0,"reward":${text}}`));
        expect(Object.is(values.get("reward")?.[0], value)).toBe(true);
      }),
    );
  });
});
