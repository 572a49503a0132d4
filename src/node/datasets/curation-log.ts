import { FailureError } from "../../shared/base/failure.ts";
import { applyCuration, parseCuration } from "../../shared/dataset/curation.ts";
import type { Curation, CurationEntry } from "../../shared/dataset/curation.ts";
import type { DatasetPaths } from "./dataset-paths.ts";
import { diskFailure, isMissing, onDisk } from "./disk-failure.ts";
import { appendDurably, readBounded } from "./durable-files.ts";

/** Half a million edits. */
const MAX_LOG_BYTES = 64 * 1024 * 1024;

/** A batch of as many edits as may be, with long names. */
const MAX_LINE_BYTES = 32 * 1024 * 1024;

/** The entries of curation.jsonl. */
export async function readCurationEntries(paths: DatasetPaths): Promise<readonly CurationEntry[]> {
  try {
    const bytes = await readBounded(paths.curation, MAX_LOG_BYTES);
    return parseCuration(Buffer.from(bytes).toString("utf8")).entries;
  } catch (error) {
    if (isMissing(error)) return [];
    throw diskFailure(error, "Cannot read the dataset's edits");
  }
}

/** The state that curation.jsonl describes. */
export async function readCuration(paths: DatasetPaths): Promise<ReadonlyMap<string, Curation>> {
  return applyCuration(await readCurationEntries(paths));
}

/** Adds one entry. */
export async function appendCuration(paths: DatasetPaths, entry: CurationEntry): Promise<void> {
  const line = `${JSON.stringify(entry)}\n`;
  if (line.length > MAX_LINE_BYTES)
    throw new FailureError("invalid-input", "The edit is too large.", "Edit fewer episodes at once.");
  await onDisk("Cannot save the edit", () => appendDurably(paths.curation, line));
}
