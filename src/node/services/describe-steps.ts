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

/** An entry in words: "drop 3 episodes". */
export function describeEntry(entry: EditEntry): string {
  const edits = editsOf(entry);
  const ops = [...new Set(edits.map(({ op }) => WORDS[op]))];
  const episodes = new Set(edits.map(({ episode }) => episode)).size;
  return `${ops.join(", ")} ${episodes === 1 ? "1 episode" : `${episodes} episodes`}`;
}

/** What undo and redo would do next, for people. */
export function describeSteps({ standing, undone }: CurationHistory): CurationSteps {
  const [undo, redo] = [standing.at(-1), undone.at(-1)];
  return {
    undo: undo === undefined ? null : describeEntry(undo),
    redo: redo === undefined ? null : describeEntry(redo),
  };
}
