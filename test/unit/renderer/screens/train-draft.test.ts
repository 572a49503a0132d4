import fc from "fast-check";
import { expect, test } from "vitest";
import { groupFields, hasEffect, labelOf, rangeOf } from "../../../../src/renderer/screens/train/config-fields.ts";
import { describeTrainingData } from "../../../../src/renderer/screens/train/describe-training-data.ts";
import { parseDraft, parseSeed } from "../../../../src/renderer/screens/train/train-draft.ts";
import { presetGroups, presetOf } from "../../../../src/renderer/screens/train/train-presets-menu.ts";
import { TRAIN_ALGORITHMS, algorithmOf, configOf, toDraft } from "../../../../src/renderer/state/train-algorithms.ts";
import type { ConfigDraft } from "../../../../src/renderer/state/train-algorithms.ts";
import { UNTOUCHED } from "../../../../src/shared/dataset/curation.ts";
import { bcConfigSchema } from "../../../../src/shared/ipc/train-config.ts";
import { TRAIN_PRESETS } from "../../../../src/shared/ipc/train-presets.ts";

const DEFAULTS = toDraft("bc", {});
const parse = (config: ConfigDraft) => parseDraft({ dataset: "d", algorithm: "bc", name: "n", seed: 1, config });

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
      const request = { dataset: "d", algorithm: "bc", name: "n", seed: 1, config: bcConfigSchema.parse(given) };
      expect(parse(toDraft("bc", { ...given }))).toEqual({ ok: true, request });
    }),
  );
});

test("each wrong field is named with what it needs", () => {
  const draft = {
    ...DEFAULTS,
    learningRate: "fast",
    epochs: "0",
    batchSize: "1.5",
    l2: "2",
    hidden: " ",
  };
  expect(parse(draft)).toEqual({
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
  expect(parse({ ...DEFAULTS, learningRate: "0,01" })).toMatchObject({ request: { config: { learningRate: 0.01 } } });
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

test("the form has every hyperparameter of every algorithm once, with its line of doc and its default", () => {
  expect(algorithmOf("bc").fields.map(({ key }) => key)).toEqual(Object.keys(bcConfigSchema.shape));
  for (const { id, fields } of TRAIN_ALGORITHMS) {
    const keys = groupFields(fields).flatMap((group) => group.fields.map(({ key }) => key));
    expect([...keys].sort()).toEqual(fields.map(({ key }) => key).sort());
    for (const field of fields) expect(field.doc).not.toBe("");
    const parsed = parseDraft({ dataset: "d", algorithm: id, name: "n", seed: 1, config: toDraft(id, {}) });
    expect(parsed.ok).toBe(true);
  }
  expect(toDraft("bc", bcConfigSchema.parse({}))).toEqual(DEFAULTS);
});

test("ranges and names are those of the schema", () => {
  const field = (key: string) => algorithmOf("bc").fields.find((one) => one.key === key)!;
  expect(rangeOf(field("learningRate"))).toBe("above 0 … 10");
  expect(rangeOf(field("epochs"))).toBe("1 … 10,000");
  expect(rangeOf(field("hidden"))).toBe("1 … 2,048");
  expect(rangeOf(field("activation"))).toBe("");
  expect([labelOf("evaluationEpisodes"), labelOf("optimizer")]).toEqual(["Evaluation episodes", "Optimiser"]);
});

test("a field that others switch off has no effect", () => {
  expect([hasEffect("bins", DEFAULTS), hasEffect("bins", { ...DEFAULTS, head: "bins" })]).toEqual([false, true]);
  expect([hasEffect("cells", DEFAULTS), hasEffect("epochs", DEFAULTS)]).toEqual([false, true]);
});

test("every preset is a valid configuration of its own, in a group, and is recognised", () => {
  const drafts = TRAIN_PRESETS.map((preset) => JSON.stringify(toDraft("bc", preset.config)));
  // The recommended one is also a row of the table.
  expect(new Set(drafts).size).toBe(TRAIN_PRESETS.length - 1);
  const groups = presetGroups("bc");
  expect(groups.map(({ items }) => items.length)).toEqual([1, 7, 7]);
  expect(presetOf("bc", DEFAULTS)?.id).toBe("recommended");
  expect(presetOf("bc", { ...DEFAULTS, epochs: "21" })).toBeUndefined();
});

test("hyperparameters of a policy's file are a configuration where they fit", () => {
  expect(configOf("bc", { ...bcConfigSchema.parse({ epochs: 3 }), checkpointEpoch: 2 })).toMatchObject({ epochs: 3 });
  expect(configOf("bc", { epochs: 0 })).toBeNull();
  expect(configOf("ppo", {})).toBeNull();
});

test("what is trained on is counted as the trainer takes it", () => {
  const episode = (change: object, curation: object = {}) => ({
    steps: 100,
    used: true,
    dropped: false,
    ...change,
    curation: { ...UNTOUCHED, ...curation },
  });
  const episodes = [
    episode({}),
    episode({}, { trim: { from: 10, to: 40 } }),
    episode({}, { split: "validation" }),
    episode({ used: false, dropped: true }),
    episode({ used: false }),
    episode({ steps: 0 }),
  ];
  expect(describeTrainingData(episodes, DEFAULTS)).toEqual([
    ["Used", "3 episodes, 230 steps"],
    ["Held out", "1, drawn by the seed"],
    ["Trimmed", "1 episode, 70 steps cut"],
    ["Left out", "1 dropped, 1 abandoned branch"],
  ]);
  expect(describeTrainingData(episodes, { ...DEFAULTS, split: "dataset" })[1]?.[1]).toBe("1, by the dataset's split");
  expect(describeTrainingData(episodes.slice(0, 1), DEFAULTS)[1]?.[1]).toBe("none");
});
