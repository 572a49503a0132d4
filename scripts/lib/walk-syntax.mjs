import { parseSync } from "vite";

/** Every node of a source file's syntax tree, parents first. Throws where the file does not parse. */
export function* syntaxNodes(path, text) {
  const { program, errors } = parseSync(path, text);
  const [error] = errors;
  if (error !== undefined) throw new Error(`${path} does not parse: ${error.message}`);
  yield* walk(program);
}

function* walk(node) {
  yield node;
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (typeof child?.type === "string") yield* walk(child);
    }
  }
}
