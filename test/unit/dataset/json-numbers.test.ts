import fc from "fast-check";
import { expect, it } from "vitest";
import { fromJson, toJson } from "../../../src/shared/dataset/json-numbers.ts";

it("keeps every number, NaN and the infinities among them", () => {
  const values = fc.dictionary(fc.stringMatching(/^[a-z]{1,6}$/), fc.oneof(fc.double(), fc.array(fc.double())));
  fc.assert(
    fc.property(values, (value) => {
      const plain = { ...value };
      const back = fromJson(toJson(plain));
      expect(JSON.stringify(back, (_key, item: unknown) => (typeof item === "number" ? String(item) : item))).toBe(
        JSON.stringify(plain, (_key, item: unknown) => (typeof item === "number" ? String(item) : item)),
      );
    }),
  );
  expect(fromJson(toJson({ limit: Infinity, low: -Infinity, none: Number.NaN }))).toEqual({
    limit: Infinity,
    low: -Infinity,
    none: Number.NaN,
  });
  expect(Object.is((fromJson(toJson([-0])) as number[])[0], -0)).toBe(true);
  expect(toJson([0])).toBe("[0]");
  expect(fromJson('{"$number":"__proto__"}')).toEqual({ $number: "__proto__" });
});
