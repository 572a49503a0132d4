import { editsOf } from "../../shared/dataset/curation.ts";
import type { CurationHistory, EditEntry } from "../../shared/dataset/curation.ts";
import type { CurationSteps } from "../../shared/ipc/contract.ts";

const WORDS = {
  name: "name",
  keep: "keep",
  drop: "drop",
  restore: "restore",
  label: "label",
  rate: "rate",
  tag: "tag",
  note: "note on",
  operator: "operator of",
  trim: "trim",
  split: "split",
} as const;

function describeEntry(entry: EditEntry | undefined): string | null {
  if (entry === undefined) return null;
  const edits = editsOf(entry);
  const ops = [...new Set(edits.map(({ op }) => WORDS[op]))];
  const episodes = new Set(edits.map(({ episode }) => episode)).size;
  return `${ops.join(", ")} ${episodes === 1 ? "1 episode" : `${episodes} episodes`}`;
}

/** What undo and redo would do next, for people. */
export function describeSteps({ standing, undone }: CurationHistory): CurationSteps {
  return { undo: describeEntry(standing.at(-1)), redo: describeEntry(undone.at(-1)) };
}
