import { syntaxNodes } from "./walk-syntax.mjs";

/** What IEEE 754 or the language defines to the last bit; the rest of Math differs between JavaScript engines. */
const EXACT_MATH = new Set(
  "abs ceil clz32 floor fround imul max min round sign sqrt trunc E LN2 LN10 LOG2E LOG10E PI SQRT1_2 SQRT2".split(" "),
);
const CLOCKS = new Set(["Date.now", "performance.now", "performance.timeOrigin"]);
const GLOBAL_SOURCES = new Set(["setTimeout", "setInterval", "requestAnimationFrame", "crypto"]);

function memberName(node) {
  return node.type === "MemberExpression" && !node.computed && node.object.type === "Identifier"
    ? `${node.object.name}.${node.property.name}`
    : undefined;
}

function lineOf(text, node) {
  return text.slice(0, node.start).split("\n").length;
}

/** Uses of randomness and clocks; both are passed in. */
export function findHiddenInputs(path, text) {
  const found = [];
  for (const node of syntaxNodes(path, text)) {
    const name = memberName(node);
    if (name === "Math.random" || CLOCKS.has(name)) found.push(`${path}:${lineOf(text, node)}: ${name}`);
    if (node.type === "NewExpression" && node.callee.name === "Date" && node.arguments.length === 0) {
      found.push(`${path}:${lineOf(text, node)}: new Date()`);
    }
    if (node.type === "CallExpression" && GLOBAL_SOURCES.has(node.callee.name)) {
      found.push(`${path}:${lineOf(text, node)}: ${node.callee.name}()`);
    }
    if (name?.startsWith("crypto.")) found.push(`${path}:${lineOf(text, node)}: ${name}`);
  }
  return found;
}

/** A power that is computed when the program runs; one of two literals is a constant of the source. */
function isPower({ type, operator, left, right }) {
  if (type === "AssignmentExpression") return operator === "**=";
  return type === "BinaryExpression" && operator === "**" && !(left.type === "Literal" && right.type === "Literal");
}

/** Uses of Math whose last bits differ between engines, `**` among them, and of Math as a value, which could hide them. */
export function findInexactMath(path, text) {
  const found = [];
  const accountedFor = new Set();
  for (const node of syntaxNodes(path, text)) {
    const name = memberName(node);
    if (name?.startsWith("Math.")) {
      accountedFor.add(node.object);
      if (!EXACT_MATH.has(node.property.name)) found.push(`${path}:${lineOf(text, node)}: ${name}`);
    } else if (node.type === "Identifier" && node.name === "Math" && !accountedFor.has(node)) {
      found.push(`${path}:${lineOf(text, node)}: Math used as a value`);
    } else if (isPower(node)) {
      found.push(`${path}:${lineOf(text, node)}: ${node.operator}`);
    }
  }
  return found;
}

/** Files beyond the limits of length. */
export function findLongFiles(files, maxLines, maxMedian) {
  const lengths = [...files].map(([path, text]) => ({ path, lines: text.trimEnd().split("\n").length }));
  const found = lengths.filter(({ lines }) => lines > maxLines).map(({ path, lines }) => `${path}: ${lines} lines`);
  const sorted = lengths.map(({ lines }) => lines).sort((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
  if (median > maxMedian) found.push(`the median file has ${median} lines`);
  return found;
}
