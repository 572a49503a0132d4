import { syntaxNodes } from "./walk-syntax.mjs";

/** A source file; a URL that ends in .js names a file of the finished build. */
const MODULE_FILE = /\.tsx?(\?|$)/;

/** The expression that names a module in this node, or undefined when the node names none. */
function requested(node) {
  switch (node.type) {
    case "ImportDeclaration":
    case "ExportNamedDeclaration":
    case "ExportAllDeclaration":
    case "ImportExpression":
    case "TSImportType":
      return node.source ?? undefined;
    case "TSExternalModuleReference":
      return node.expression;
    case "CallExpression":
      return isRequire(node.callee) ? node.arguments[0] : undefined;
    case "NewExpression":
      return isModuleUrl(node) ? node.arguments[0] : undefined;
    default:
      return undefined;
  }
}

function isRequire(callee) {
  const called = callee.type === "MemberExpression" && callee.property.name === "resolve" ? callee.object : callee;
  return (called.type === "Identifier" && called.name === "require") || called.type === "MetaProperty";
}

/** `new URL("./worker.ts", import.meta.url)`: how a worker is named. */
function isModuleUrl({ callee, arguments: [first, second] }) {
  return (
    callee.name === "URL" &&
    second?.type === "MemberExpression" &&
    second.object.type === "MetaProperty" &&
    (first?.type !== "Literal" || MODULE_FILE.test(first.value))
  );
}

function literalText(expression) {
  if (expression?.type === "Literal" && typeof expression.value === "string") return expression.value;
  if (expression?.type === "TSLiteralType") return literalText(expression.literal);
  if (expression?.type === "TemplateLiteral" && expression.expressions.length === 0)
    return expression.quasis[0].value.cooked;
  return undefined;
}

/**
 * Every module a source file names, in whatever form; `undefined` stands for a name that is computed, which no rule can
 * check.
 * @returns {{ request: string | undefined, line: number }[]}
 */
export function readImports(path, text) {
  const imports = [];
  for (const node of syntaxNodes(path, text)) {
    const expression = requested(node);
    if (expression === undefined) continue;
    imports.push({ request: literalText(expression), line: text.slice(0, node.start).split("\n").length });
  }
  return imports;
}
