import { promises as fs } from "node:fs";
import { FailureError } from "../../shared/base/failure.ts";
import { applyCuration, applyEdit, editsOf, historyOf, UNTOUCHED } from "../../shared/dataset/curation.ts";
import type { Curation, CurationEntry, CurationHistory } from "../../shared/dataset/curation.ts";
import { formatCuration, parseCuration } from "./curation-lines.ts";
import type { DatasetPaths } from "./dataset-paths.ts";
import { diskFailure, isMissing, onDisk } from "./disk-failure.ts";
import { appendDurably, readBounded } from "./durable-files.ts";

/** Half a million edits. */
const MAX_LOG_BYTES = 64 * 1024 * 1024;

/** A batch of as many edits as may be, with long names. */
const MAX_LINE_BYTES = 32 * 1024 * 1024;

/** What the log said when its file had this size and time. */
interface Known {
  readonly size: number;
  readonly modified: number;
  readonly entries: CurationEntry[];
  /** lines that say nothing we understand */
  readonly unreadable: number;
  readonly state: Map<string, Curation>;
}

/** The edits of curation.jsonl. The file is read again only when it changed. */
export class CurationLog {
  readonly #paths: DatasetPaths;
  #known: Known | null = null;

  constructor(paths: DatasetPaths) {
    this.#paths = paths;
  }

  /** The curation of every edited episode. */
  async state(): Promise<ReadonlyMap<string, Curation>> {
    return (await this.#read()).state;
  }

  /** What stands, and what could be redone. */
  async history(): Promise<CurationHistory> {
    return historyOf((await this.#read()).entries);
  }

  /** Lines that cannot be read: what they said is not applied. */
  async unreadable(): Promise<number> {
    return (await this.#read()).unreadable;
  }

  /** Adds one entry. Only the holder of the dataset's lock may, one after the other. FailureError "disk". */
  async append(entry: CurationEntry): Promise<void> {
    const line = `${formatCuration(entry)}\n`;
    const bytes = Buffer.byteLength(line);
    if (bytes > MAX_LINE_BYTES)
      throw new FailureError("invalid-input", "The edit is too large.", "Edit fewer episodes at once.");
    const before = await this.#read();
    if (before.size + bytes + 1 > MAX_LOG_BYTES)
      throw new FailureError(
        "invalid-input",
        `The history of the dataset's edits is full: curation.jsonl may have ${MAX_LOG_BYTES} bytes.`,
        "Export the dataset and import it into a new one, which begins a new history.",
      );
    this.#known = null;
    await onDisk("Cannot save the edit", () => appendDurably(this.#paths.curation, line));
    before.entries.push(entry);
    const { entries, state, unreadable } = before;
    const takesBack = entry.op === "undo" || entry.op === "redo";
    if (!takesBack)
      for (const edit of editsOf(entry)) state.set(edit.episode, applyEdit(state.get(edit.episode) ?? UNTOUCHED, edit));
    this.#known = {
      ...(await this.#status()),
      entries,
      unreadable,
      state: takesBack ? new Map(applyCuration(entries)) : state,
    };
  }

  async #read(): Promise<Known> {
    try {
      const status = await this.#status();
      const known = this.#known;
      if (known !== null && known.size === status.size && known.modified === status.modified) return known;
      const bytes = status.size === 0 ? new Uint8Array(0) : await readBounded(this.#paths.curation, MAX_LOG_BYTES);
      const { entries: read, unreadable } = parseCuration(Buffer.from(bytes).toString("utf8"));
      const entries = [...read];
      // The size is that of the bytes that were read: an edit made in between is seen the next time.
      this.#known = { ...status, size: bytes.length, entries, unreadable, state: new Map(applyCuration(entries)) };
      return this.#known;
    } catch (error) {
      throw diskFailure(error, "Cannot read the dataset's edits");
    }
  }

  async #status(): Promise<Pick<Known, "size" | "modified">> {
    try {
      const { size, mtimeMs } = await fs.stat(this.#paths.curation);
      return { size, modified: mtimeMs };
    } catch (error) {
      if (isMissing(error)) return { size: 0, modified: 0 };
      throw error;
    }
  }
}
