import { expect, test } from "vitest";
import { LAYERS } from "../../scripts/layers.mjs";
import { checkArchitecture, readSources } from "../../scripts/lib/architecture.mjs";
import { checkImports, findCycles, layerOf } from "../../scripts/lib/check-imports.mjs";

const sources = readSources();
const found = checkArchitecture(sources);

test.each(["imports", "cycles", "hiddenInputs", "inexactMath", "sizes"] as const)(
  "the sources keep the rule: %s",
  (rule) => {
    expect(sources.size).toBeGreaterThan(20);
    expect(found[rule]).toEqual([]);
  },
);

/** What is said of one file that contains `text`, with a second file to import. */
function complain(path: string, text: string, other = "src/shared/base/other.ts"): string[] {
  const files = new Map([[path, text], ...(other === path ? [] : [[other, "export const a = 1;"] as const])]);
  return checkImports(files, LAYERS).complaints;
}

test.each([
  'import { a } from "TARGET";',
  'import "TARGET";',
  'import type { A } from "TARGET";',
  'import { type A } from "TARGET";',
  'import * as all from "TARGET";',
  'export { a } from "TARGET";',
  'export {} from "TARGET";',
  'export type { A } from "TARGET";',
  'export * from "TARGET";',
  'export * as all from "TARGET";',
  'const a = await import("TARGET");',
  "const a = await import(`TARGET`);",
  'type A = import("TARGET").A;',
  'type A = typeof import("TARGET");',
  'import a = require("TARGET");',
  'const a = require("TARGET");',
  'const a = require.resolve("TARGET");',
  'const a = import.meta.resolve("TARGET");',
  'new Worker(new URL("TARGET", import.meta.url));',
])("a forbidden edge is seen as: %s", (form) => {
  const text = form.replace("TARGET", "../screens/other.ts");
  const complaints = complain("src/renderer/input/pad.ts", text, "src/renderer/screens/other.ts");
  expect(complaints).toEqual([
    "src/renderer/input/pad.ts:1: src/renderer/input may not import src/renderer/screens/other.ts",
  ]);
});

test.each([
  ["src/shared/base/a.ts", "cannon-es", "src/shared/base may not import cannon-es"],
  ["src/shared/sim/a.ts", "node:fs", "src/shared/sim may not import node:"],
  ["src/shared/sim/a.ts", "fs", "src/shared/sim may not import node:"],
  ["src/shared/dataset/a.ts", "apache-arrow", "src/shared/dataset may not import apache-arrow"],
  ["src/shared/learn/a.ts", "@tensorflow/tfjs-node", "src/shared/learn may not import @tensorflow/tfjs-node"],
  ["src/node/a.ts", "electron", "src/node may not import electron"],
  ["src/preload/a.ts", "node:path", "src/preload may not import node:"],
  ["src/renderer/app.tsx", "electron", "src/renderer may not import electron"],
  ["src/renderer/app.tsx", "three/addons/a.js", "src/renderer may not import three"],
  ["src/node/a.ts", "left-pad", "no row of the table classifies the package left-pad"],
  ["src/node/a.ts", "@scope/a/b", "no row of the table classifies the package @scope/a"],
])("%s may not import %s", (path, request, complaint) => {
  expect(complain(path, `import "${request}";`)).toEqual([`${path}:1: ${complaint}`]);
});

test.each([
  ["src/shared/policy/a.ts", "src/shared/sim/b.ts"],
  ["src/shared/control/a.ts", "src/shared/sim/hopper.ts"],
  ["src/shared/dataset/a.ts", "src/shared/dataset/arrow/b.ts"],
  ["src/shared/learn/a.ts", "src/shared/control/b.ts"],
  ["src/preload/a.ts", "src/shared/sim/b.ts"],
  ["src/renderer/screens/a.ts", "src/shared/learn/b.ts"],
  ["src/renderer/screens/a.ts", "src/shared/dataset/arrow/b.ts"],
  ["src/renderer/viewer/a.ts", "src/renderer/screens/b.ts"],
  ["src/renderer/screens/a.ts", "src/node/b.ts"],
  ["src/cli/a.ts", "src/main/b.ts"],
  ["src/node/a.ts", "src/main/b.ts"],
  ["src/shared/learn/algorithms/ppo.ts", "src/shared/learn/algorithms/gail.ts"],
])("%s may not import %s", (from, to) => {
  const up = "../".repeat(from.split("/").length - 1);
  expect(complain(from, `import "./${up}${to}";`, to)).toHaveLength(1);
});

test.each([
  ["src/shared/control/a.ts", "src/shared/sim/types.ts"],
  ["src/shared/learn/algorithms/gail.ts", "src/shared/learn/algorithms/ppo.ts"],
  ["src/shared/learn/algorithms/ppo/net.ts", "src/shared/learn/algorithms/ppo/loss.ts"],
  ["src/renderer/screens/a.ts", "src/renderer/viewer/b.ts"],
  ["src/cli/a.ts", "src/node/b.ts"],
])("%s may import %s", (from, to) => {
  const up = "../".repeat(from.split("/").length - 1);
  expect(complain(from, `import "./${up}${to}";`, to)).toEqual([]);
});

test("a computed name, a missing file, a file of no layer and a test are refused", () => {
  expect(complain("src/node/a.ts", "await import(name);")).toEqual([
    "src/node/a.ts:1: the module's name is computed, so no rule can check it",
  ]);
  expect(complain("src/node/a.ts", '\nimport "./b.ts";')).toEqual([
    "src/node/a.ts:2: ./b.ts does not exist (imports carry their extension)",
  ]);
  expect(complain("src/misc/a.ts", "")).toEqual(["src/misc/a.ts: belongs to no layer"]);
  expect(complain("src/node/a.ts", 'import "../../test/b.ts";', "test/b.ts")).toContain(
    "src/node/a.ts:1: test/b.ts is outside every layer",
  );
});

test("cycles are found, of types too, and a diamond is none", () => {
  const edges = (...pairs: string[]) => pairs.map((pair) => ({ from: pair[0] ?? "", to: pair[1] ?? "", line: 1 }));
  expect(findCycles(edges("ab", "bc", "ca", "cd"))).toEqual(["a → b → c → a"]);
  expect(findCycles(edges("aa"))).toEqual(["a → a"]);
  expect(findCycles(edges("ab", "ac", "bd", "cd"))).toEqual([]);
  const types = new Map([
    ["src/shared/base/a.ts", 'import type { B } from "./b.ts";'],
    ["src/shared/base/b.ts", 'import type { A } from "./a.ts";'],
  ]);
  expect(checkArchitecture(types).cycles).toHaveLength(1);
});

test("every folder that the table names exists or is inside one that does", () => {
  const folders = LAYERS.map(({ folder }) => folder);
  expect(new Set(folders).size).toBe(folders.length);
  for (const { may } of LAYERS) for (const name of may) expect(layerOf(name, LAYERS)).toBeDefined();
});
