import { expect, test } from "vitest";
import { restoreLegacyUtil, setTensorflowEnvironment } from "../../../../src/node/tensorflow/prepare-environment.ts";

test("one thread and quiet, unless the person chose otherwise", () => {
  const environment: NodeJS.ProcessEnv = { TF_NUM_INTRAOP_THREADS: "4" };
  setTensorflowEnvironment(environment);
  expect(environment).toEqual({
    TF_NUM_INTRAOP_THREADS: "4",
    TF_NUM_INTEROP_THREADS: "1",
    TF_CPP_MIN_LOG_LEVEL: "2",
  });
});

test("puts back what Node 23 removed from node:util", () => {
  const util: { isNullOrUndefined?: (value: unknown) => boolean; isArray?: (value: unknown) => boolean } = {};
  restoreLegacyUtil(util);
  expect([null, undefined, 0, ""].map((value) => util.isNullOrUndefined?.(value))).toEqual([true, true, false, false]);
  expect([[], {}].map((value) => util.isArray?.(value))).toEqual([true, false]);
});

test("leaves what is there", () => {
  const isArray = (): boolean => false;
  const util = { isArray };
  restoreLegacyUtil(util);
  expect(util.isArray).toBe(isArray);
});
