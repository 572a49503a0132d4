import fc from "fast-check";
import { expect, test } from "vitest";
import { CONFIG_GROUPS, docOf } from "../../../../src/renderer/screens/train/config-fields.ts";
import { parseDraft, parseSeed } from "../../../../src/renderer/screens/train/train-draft.ts";
import { toDraft } from "../../../../src/renderer/state/train-form-store.ts";
import { bcConfigSchema } from "../../../../src/shared/ipc/train-config.ts";
import { TRAIN_PRESETS } from "../../../../src/shared/ipc/train-presets.ts";

const config = fc.record({
  hidden: fc.array(fc.integer({ min: 1, max: 2048 }), { minLength: 1, maxLength: 6 }),
  activation: fc.constantFrom("relu" as const, "tanh" as const),
  optimizer: fc.constantFrom("adam" as const, "sgd" as const),
  learningRate: fc.double({ min: 1e-9, max: 10, noNaN: true }),
  batchSize: fc.integer({ min: 1, max: 65536 }),
  epochs: fc.integer({ min: 1, max: 10000 }),
  l2: fc.double({ min: 1e-12, max: 1, noNaN: true }),
  head: fc.constantFrom("linear" as const, "bins" as const),
  bins: fc.integer({ min: 2, max: 255 }),
  recurrent: fc.constantFrom("none" as const, "lstm" as const),
  cells: fc.integer({ min: 1, max: 1024 }),
  window: fc.integer({ min: 2, max: 256 }),
  clipNorm: fc.double({ min: 1e-12, max: 1e6, noNaN: true }),
  split: fc.constantFrom("seed" as const, "dataset" as const),
  normaliser: fc.boolean(),
  validationFraction: fc.double({ min: 1e-12, max: 0.9, noNaN: true }),
  earlyStop: fc.integer({ min: 0, max: 1000 }),
  evaluationEpisodes: fc.integer({ min: 0, max: 1000 }),
});

test("a configuration survives being shown and read back", () => {
  fc.assert(
    fc.property(config, (given) => {
      expect(parseDraft(toDraft(given))).toEqual({ ok: true, config: given });
    }),
  );
});

test("each wrong field is named with what it needs", () => {
  const draft = {
    ...toDraft(bcConfigSchema.parse({})),
    learningRate: "fast",
    epochs: "0",
    batchSize: "1.5",
    l2: "2",
    hidden: " ",
  };
  expect(parseDraft(draft)).toEqual({
    ok: false,
    errors: {
      learningRate: "A number",
      epochs: "At least 1",
      batchSize: "A whole number",
      l2: "At most 1",
      hidden: "At least one layer, such as 128, 64",
    },
  });
});

test("a decimal comma is a decimal point", () => {
  expect(parseDraft({ ...toDraft(bcConfigSchema.parse({})), learningRate: "0,01" })).toMatchObject({
    config: { learningRate: 0.01 },
  });
});

test("seeds are whole numbers of 32 bits", () => {
  expect([
    parseSeed("7"),
    parseSeed("4294967295"),
    parseSeed("4294967296"),
    parseSeed("-1"),
    parseSeed(""),
    parseSeed("1.5"),
  ]).toEqual([7, 0xffffffff, null, null, null, null]);
});

test("the form has every hyperparameter once, with its line of doc", () => {
  const keys = CONFIG_GROUPS.flatMap((group) => group.fields.map((field) => field.key));
  expect([...keys].sort()).toEqual(Object.keys(bcConfigSchema.shape).sort());
  for (const key of keys) expect(docOf(key)).not.toBe("");
});

test("every preset is a valid configuration of its own", () => {
  const drafts = TRAIN_PRESETS.map((preset) => JSON.stringify(toDraft(bcConfigSchema.parse(preset.config))));
  // The recommended one is also a row of the table.
  expect(new Set(drafts).size).toBe(TRAIN_PRESETS.length - 1);
});
