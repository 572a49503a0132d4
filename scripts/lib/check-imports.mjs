import { isBuiltin } from "node:module";
import { posix } from "node:path";
import { readImports } from "./read-imports.mjs";

/** @typedef {import("../layers.mjs").Layer} Layer */
/** @typedef {{ from: string, to: string, line: number }} Edge */

function isBelow(path, folder) {
  return path === folder || path.startsWith(`${folder}/`);
}

/** @param {readonly Layer[]} layers */
export function layerOf(path, layers) {
  const rows = layers.filter(({ folder }) => isBelow(path, folder));
  return rows.reduce(
    (best, row) => (best === undefined || row.folder.length > best.folder.length ? row : best),
    undefined,
  );
}

function packageName(request) {
  if (request.startsWith("node:") || isBuiltin(request)) return "node:";
  const parts = request.split("/");
  return request.startsWith("@") ? parts.slice(0, 2).join("/") : parts[0];
}

function packageComplaint(name, layer, layers) {
  if (layer.packages.includes(name)) return undefined;
  const known = layers.some(({ packages }) => packages.includes(name));
  return known ? `${layer.folder} may not import ${name}` : `no row of the table classifies the package ${name}`;
}

function fileComplaint(from, to, layer, layers) {
  const target = layerOf(to, layers);
  if (target === undefined) return `${to} is outside every layer`;
  if (target === layer) return apartComplaint(from, to, layer);
  // A folder that has a row of its own must be named itself; a single file may be named too.
  if (layer.may.includes(target.folder) || layer.may.includes(to)) return undefined;
  return `${layer.folder} may not import ${to}`;
}

function apartComplaint(from, to, { apart = false, except = [], folder }) {
  if (!apart || from === to) return undefined;
  const part = (path) =>
    posix
      .relative(folder, path)
      .split("/")[0]
      .replace(/\.[^.]*$/, "");
  if (part(from) === part(to) || except.some(([a, b]) => a === part(from) && b === part(to))) return undefined;
  return `${part(from)} may not import its neighbour ${part(to)}`;
}

/**
 * Holds source files to the table.
 * @param {ReadonlyMap<string, string>} files text by path, relative to the checkout, with forward slashes
 * @param {readonly Layer[]} layers
 * @returns {{ complaints: string[], edges: Edge[] }}
 */
export function checkImports(files, layers) {
  const complaints = [];
  const edges = [];
  for (const [from, text] of files) {
    const layer = layerOf(from, layers);
    if (layer === undefined) {
      complaints.push(`${from}: belongs to no layer`);
      continue;
    }
    for (const { request, line } of readImports(from, text)) {
      const complaint = checkOne(from, request, line, layer);
      if (complaint !== undefined) complaints.push(`${from}:${line}: ${complaint}`);
    }
  }
  return { complaints, edges };

  function checkOne(from, request, line, layer) {
    if (request === undefined) return "the module's name is computed, so no rule can check it";
    if (!request.startsWith(".")) return packageComplaint(packageName(request), layer, layers);
    const to = posix.join(posix.dirname(from), request.replace(/\?.*$/, ""));
    if (!/\.[cm]?[jt]sx?$/.test(to)) return undefined; // a style sheet or an image of the bundler
    if (!files.has(to)) return `${request} does not exist (imports carry their extension)`;
    edges.push({ from, to, line });
    return fileComplaint(from, to, layer, layers);
  }
}

/**
 * Circles of imports, each told once.
 * @param {readonly Edge[]} edges
 * @returns {string[]}
 */
export function findCycles(edges) {
  const next = new Map();
  for (const { from, to } of edges) next.set(from, [...(next.get(from) ?? []), to]);
  const finished = new Set();
  const path = [];
  const cycles = [];
  const visit = (file) => {
    const start = path.indexOf(file);
    if (start >= 0) {
      cycles.push([...path.slice(start), file].join(" → "));
      return;
    }
    if (finished.has(file)) return;
    path.push(file);
    for (const to of next.get(file) ?? []) visit(to);
    path.pop();
    finished.add(file);
  };
  for (const file of next.keys()) visit(file);
  return cycles;
}
