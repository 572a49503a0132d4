import { FailureError } from "../../shared/base/failure.ts";
import { applyCuration, parseCuration } from "../../shared/dataset/curation.ts";
import type { Curation, CurationEntry } from "../../shared/dataset/curation.ts";
import type { DatasetPaths } from "./dataset-paths.ts";
import { diskFailure, isMissing, onDisk } from "./disk-failure.ts";
import { appendDurably, readBounded } from "./durable-files.ts";

/** Half a million edits. */
const MAX_LOG_BYTES = 64 * 1024 * 1024;

/** The state that curation.jsonl describes. */
export async function readCuration(paths: DatasetPaths): Promise<ReadonlyMap<string, Curation>> {
  try {
    const bytes = await readBounded(paths.curation, MAX_LOG_BYTES);
    return applyCuration(parseCuration(Buffer.from(bytes).toString("utf8")).entries);
  } catch (error) {
    if (isMissing(error)) return new Map();
    throw diskFailure(error, "Cannot read the dataset's edits");
  }
}

/** Adds one edit. */
export async function appendCuration(paths: DatasetPaths, entry: CurationEntry): Promise<void> {
  const line = `${JSON.stringify(entry)}\n`;
  if (line.length > 4096)
    throw new FailureError("invalid-input", "The name is too long.", "Use at most 200 characters.");
  await onDisk("Cannot save the edit", () => appendDurably(paths.curation, line));
}
