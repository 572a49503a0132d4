import { DENSITY, LINKS } from "../base/hopper-links.ts";
import * as constants from "./model-constants.ts";
import type { HopperOptions } from "./types.ts";

/** Raise it with every change of code that changes a trajectory, a reward or an end; the determinism test shows when. */
const BEHAVIOUR_VERSION = 2;

/** 16 hex digits over the model's constants, the options and the behaviour's version. */
export function physicsFingerprint(options: HopperOptions): string {
  const text = canonical({
    version: BEHAVIOUR_VERSION,
    density: DENSITY,
    links: LINKS,
    constants: { ...constants },
    options,
  });
  return hex(fnv1a(text, 0x811c9dc5)) + hex(fnv1a(text, 0x9747b28c));
}

/** JSON with sorted keys, and every number as JavaScript prints it (JSON has no Infinity). */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).filter(([, each]) => each !== undefined);
    entries.sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, each]) => `${key}:${canonical(each)}`).join(",")}}`;
  }
  return typeof value === "string" ? JSON.stringify(value) : String(value);
}

/** Fowler, Noll and Vo's hash over 16-bit code units, finished so that near texts differ in all bits. */
function fnv1a(text: string, basis: number): number {
  let hash = basis;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

function hex(word: number): string {
  return word.toString(16).padStart(8, "0");
}
