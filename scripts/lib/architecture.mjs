import { readFileSync, readdirSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { LAYERS, MAX_LINES, MAX_MEDIAN_LINES, SAME_BITS, SEEDED } from "../layers.mjs";
import { checkImports, findCycles } from "./check-imports.mjs";
import { findHiddenInputs, findInexactMath, findLongFiles } from "./check-purity.mjs";
import { ROOT } from "./paths.mjs";

/** Every TypeScript file of src: text by path relative to the checkout. */
export function readSources(root = ROOT) {
  const files = new Map();
  for (const entry of readdirSync(join(root, "src"), { withFileTypes: true, recursive: true })) {
    if (!entry.isFile() || !/\.tsx?$/.test(entry.name) || entry.name.endsWith(".d.ts")) continue;
    const path = join(entry.parentPath ?? entry.path, entry.name);
    files.set(relative(root, path).split(sep).join("/"), readFileSync(path, "utf8"));
  }
  return files;
}

function below(files, folders) {
  return [...files].filter(([path]) => folders.some((folder) => path.startsWith(`${folder}/`)));
}

/**
 * Everything in which `files` break the rules, by rule.
 * @param {ReadonlyMap<string, string>} files
 * @returns {Record<"imports" | "cycles" | "hiddenInputs" | "inexactMath" | "sizes", string[]>}
 */
export function checkArchitecture(files) {
  const { complaints, edges } = checkImports(files, LAYERS);
  return {
    imports: complaints,
    cycles: findCycles(edges),
    hiddenInputs: below(files, SEEDED).flatMap(([path, text]) => findHiddenInputs(path, text)),
    inexactMath: below(files, SAME_BITS).flatMap(([path, text]) => findInexactMath(path, text)),
    sizes: findLongFiles(files, MAX_LINES, MAX_MEDIAN_LINES),
  };
}
