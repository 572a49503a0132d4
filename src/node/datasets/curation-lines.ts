import { curationEntrySchema } from "../../shared/dataset/curation.ts";
import type { CurationEntry } from "../../shared/dataset/curation.ts";
import { textChecksum } from "./fast-crc32.ts";

/** The last member of a line that Pogo wrote: the checksum of the line without it. Lines from before, or by hand, have none. */
const CHECKSUM = /^,"crc32":"([0-9a-f]{8})"\}$/;
const CHECKSUM_LENGTH = ',"crc32":"00000000"}'.length;

/** The line of an entry, without its end. */
export function formatCuration(entry: CurationEntry): string {
  const json = JSON.stringify(entry);
  return `${json.slice(0, -1)},"crc32":"${textChecksum(json)}"}`;
}

/** Reads the log's text. A line that a crash tore, or that is not as it was written, is left out and counted. */
export function parseCuration(text: string): {
  readonly entries: readonly CurationEntry[];
  readonly unreadable: number;
} {
  const entries: CurationEntry[] = [];
  let unreadable = 0;
  for (const line of text.split("\n")) {
    if (line.trim() === "") continue;
    const parsed = parseLine(line.trimEnd());
    if (parsed === null) unreadable++;
    else entries.push(parsed);
  }
  return { entries, unreadable };
}

function parseLine(line: string): CurationEntry | null {
  try {
    const value: unknown = JSON.parse(line);
    return isAsWritten(line, value) ? (curationEntrySchema.safeParse(value).data ?? null) : null;
  } catch {
    return null;
  }
}

function isAsWritten(line: string, value: unknown): boolean {
  if (typeof value !== "object" || value === null || !("crc32" in value)) return true;
  const said = CHECKSUM.exec(line.slice(-CHECKSUM_LENGTH))?.[1];
  return said === textChecksum(`${line.slice(0, -CHECKSUM_LENGTH)}}`);
}
