import { describe, expect, it } from "vitest";
import { UsageError } from "../../../src/cli/cli.ts";
import { collect, numberRange, realNumber, seed, wholeNumber } from "../../../src/cli/option-parsers.ts";
import { parseTrainingConfig } from "../../../src/cli/training-config.ts";
import { TRAIN_PRESETS } from "../../../src/shared/ipc/train-presets.ts";

describe("flags", () => {
  it("whole numbers and seeds", () => {
    expect([seed("0"), seed("4294967295"), wholeNumber(1, 9)("9")]).toEqual([0, 4294967295, 9]);
    for (const text of ["", "-1", "1.5", "1e3", "0x10", "4294967296", "NaN", " 1"])
      expect(() => seed(text)).toThrow("whole number");
  });

  it("numbers", () => {
    expect(realNumber(0, 1)("0.25")).toBe(0.25);
    for (const text of ["", " ", "x", "1.1", "-0.1", "NaN", "Infinity"])
      expect(() => realNumber(0, 1)(text)).toThrow("number from");
  });

  it("ranges", () => {
    expect([numberRange(0, 2)("0.5:1.5"), numberRange(0, 2)("1")]).toEqual([
      [0.5, 1.5],
      [1, 1],
    ]);
    for (const text of ["", ":", "1:", "1:0.5", "-1:1", "0:3", "0:1:2", "a:b"])
      expect(() => numberRange(0, 2)(text)).toThrow("MIN:MAX");
  });

  it("repeated flags", () => {
    expect(collect("b", collect("a"))).toEqual(["a", "b"]);
  });
});

describe("training settings", () => {
  it("starts from the recommended preset or a named one", () => {
    expect(parseTrainingConfig("bc", undefined, [])).toMatchObject({
      hidden: [128, 64],
      activation: "relu",
      normaliser: true,
    });
    expect(parseTrainingConfig("bc", "tanh-sgd", [])).toMatchObject({
      activation: "tanh",
      optimizer: "sgd",
      normaliser: false,
    });
    for (const { id } of TRAIN_PRESETS) expect(() => parseTrainingConfig("bc", id, [])).not.toThrow();
  });

  it("lays settings over it, each by its key's type", () => {
    const config = parseTrainingConfig("bc", "tanh-adam", [
      "hidden=64,32",
      "learningRate=3e-4",
      "normaliser=true",
      "optimizer=sgd",
      "epochs=3",
    ]);
    expect(config).toMatchObject({
      activation: "tanh",
      hidden: [64, 32],
      learningRate: 3e-4,
      normaliser: true,
      optimizer: "sgd",
      epochs: 3,
    });
    expect(parseTrainingConfig("bc", undefined, ["hidden=[8]"]).hidden).toEqual([8]);
    expect(parseTrainingConfig("bc", undefined, ["hidden=8"]).hidden).toEqual([8]);
    expect(parseTrainingConfig("bc", undefined, ["epochs=1", "epochs=2"]).epochs).toBe(2);
  });

  it("names the key that is wrong", () => {
    for (const [setting, words] of [
      ["epochs=0", "epochs"],
      ["epochs=many", "epochs"],
      ["hidden=", "hidden"],
      ["normaliser=perhaps", "normaliser"],
      ["speed=1", "no such key"],
      ["toString=1", "no such key"],
      ["epochs", "no such key"],
    ] as const) {
      expect(() => parseTrainingConfig("bc", undefined, [setting])).toThrow(UsageError);
      expect(() => parseTrainingConfig("bc", undefined, [setting])).toThrow(words);
    }
    expect(() => parseTrainingConfig("bc", "best", [])).toThrow("no preset");
  });
});
