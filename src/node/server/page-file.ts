import { promises as fs } from "node:fs";
import { extname, join, sep } from "node:path";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".map": "application/json; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".ico": "image/x-icon",
  ".wasm": "application/wasm",
  ".woff2": "font/woff2",
  ".txt": "text/plain; charset=utf-8",
};

/** A file of the page, ready to be sent. */
export interface PageFile {
  readonly path: string;
  readonly type: string;
  readonly bytes: number;
  /** changes with the file */
  readonly etag: string;
  /** its name carries a hash of its content, so that it never changes */
  readonly immutable: boolean;
}

/**
 * The file below `root` that a URL's path names, or undefined: outside of it (also by a link), absent, hidden, or of no
 * type a page has.
 */
export async function findPageFile(root: string, urlPath: string): Promise<PageFile | undefined> {
  let path: string;
  try {
    path = decodeURIComponent(urlPath);
  } catch {
    return undefined;
  }
  if (path === "/") path = "/index.html";
  const parts = path.split("/").slice(1);
  const type = TYPES[extname(path)];
  if (type === undefined || !path.startsWith("/") || !parts.every(isPlainName)) return undefined;
  try {
    const folder = await fs.realpath(root);
    const file = await fs.realpath(join(folder, ...parts));
    const stats = await fs.stat(file);
    if (!file.startsWith(folder + sep) || !stats.isFile()) return undefined;
    return {
      path: file,
      type,
      bytes: stats.size,
      etag: `"${stats.size.toString(36)}-${Math.round(stats.mtimeMs).toString(36)}"`,
      immutable: parts[0] === "assets",
    };
  } catch {
    return undefined;
  }
}

/** Neither empty nor hidden, and without what separates paths, drives or streams on any system. */
function isPlainName(part: string): boolean {
  return part !== "" && !part.startsWith(".") && !["\\", ":", "\0"].some((character) => part.includes(character));
}
