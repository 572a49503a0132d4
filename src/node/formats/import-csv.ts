import { promises as fs } from "node:fs";
import { join, resolve } from "node:path";
import { FailureError } from "../../shared/base/failure.ts";
import { STEP_COLUMNS } from "../../shared/dataset/columns.ts";
import type { ColumnName } from "../../shared/dataset/columns.ts";
import type { Curation } from "../../shared/dataset/curation.ts";
import { invalidFile } from "../../shared/dataset/invalid-file.ts";
import { codeWords, FINAL_OBSERVATION, spreadNames } from "../../shared/export/csv-rows.ts";
import { undefuse } from "../../shared/export/csv-text.ts";
import type { RowChunk } from "../../shared/export/cut-episodes.ts";
import { readEpisodeRecord } from "../../shared/export/episode-record.ts";
import { mapTable } from "../../shared/export/foreign-columns.ts";
import type { RowField, TableMapping } from "../../shared/export/foreign-columns.ts";
import type { FieldValues } from "../../shared/export/row-columns.ts";
import type { EpisodeExtras } from "../../shared/export/table-episodes.ts";
import type { DatasetStore } from "../datasets/dataset-store.ts";
import { isMissing, onDisk } from "../datasets/disk-failure.ts";
import { exists } from "../datasets/durable-files.ts";
import { addTableEpisodes } from "./add-table-episodes.ts";
import { openCsv } from "./csv-records.ts";
import type { CsvFile } from "./csv-records.ts";
import type { Imported, TransferOptions } from "./transfer.ts";

const ROWS_AT_ONCE = 4096;
const MAX_EPISODES = 1_000_000;

interface Files {
  readonly steps: string;
  readonly episodes: string;
}

async function locate(source: string): Promise<Files> {
  const path = resolve(source);
  try {
    if (!(await fs.stat(path)).isDirectory()) return { steps: path, episodes: join(path, "..", "episodes.csv") };
    if (await exists(join(path, "steps.csv")))
      return { steps: join(path, "steps.csv"), episodes: join(path, "episodes.csv") };
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
  throw new FailureError(
    "not-found",
    `${source} has no steps.csv.`,
    "Choose a CSV file, or the folder with steps.csv in it.",
  );
}

interface EpisodeRow {
  readonly steps: number;
  readonly extras: EpisodeExtras | null;
  readonly curation: Partial<Curation>;
}

/** episodes.csv, by episode. */
async function readEpisodes(path: string): Promise<ReadonlyMap<string, EpisodeRow>> {
  const rows = new Map<string, EpisodeRow>();
  if (!(await exists(path))) return rows;
  const file = await openCsv(path);
  try {
    const at = (name: string): number => file.header.indexOf(name);
    const [id, steps, record, name, note] = [at("id"), at("steps"), at("record"), at("name"), at("note")];
    const final = FINAL_OBSERVATION.map(at);
    for await (const cells of file.records) {
      if (rows.size >= MAX_EPISODES) throw invalidFile(`episodes.csv has more than ${MAX_EPISODES} lines.`);
      const known = readEpisodeRecord(cells[record] ?? "");
      const told = (column: number): string => undefuse(cells[column] ?? "");
      rows.set(cells[id] ?? "", {
        steps: Number(cells[steps]),
        extras:
          known === null || final.includes(-1)
            ? null
            : {
                record: known,
                finalObservation: final.map((column) => readNumber(cells[column] ?? "", "episodes.csv")),
              },
        curation: {
          ...(told(name) === "" ? {} : { name: told(name).slice(0, 200) }),
          ...(told(note) === "" ? {} : { note: told(note).slice(0, 2000) }),
        },
      });
    }
  } finally {
    await file.close();
  }
  return rows;
}

const WORDS: ReadonlyMap<string, number> = new Map([
  ["nan", Number.NaN],
  ["inf", Infinity],
  ["-inf", -Infinity],
  ["infinity", Infinity],
  ["-infinity", -Infinity],
  ["true", 1],
  ["false", 0],
]);

/** Number of a cell; FailureError "invalid-file". */
function readNumber(cell: string, where: string): number {
  const value = Number(cell);
  if (!Number.isNaN(value) && cell.trim() !== "") return value;
  const word = WORDS.get(cell.trim().toLowerCase());
  if (word === undefined) throw invalidFile(`${where} has "${cell.slice(0, 40)}" where a number belongs.`);
  return word;
}

interface Reader {
  readonly field: RowField;
  readonly width: number;
  readonly places: readonly number[];
  readonly words: readonly string[] | null;
}

function readersOf(file: CsvFile, mapping: TableMapping): readonly Reader[] {
  return mapping.fields.map(({ field, width, columns }) => ({
    field,
    width,
    places: columns.map((name) => file.header.indexOf(name)),
    words: field in STEP_COLUMNS ? codeWords(field as ColumnName) : null,
  }));
}

function readField({ field, width, places, words }: Reader, rows: readonly (readonly string[])[]): FieldValues {
  const values = new Float64Array(rows.length * width);
  const absent = new Uint8Array(rows.length);
  for (const [row, cells] of rows.entries()) {
    for (const [item, place] of places.entries()) {
      const cell = cells[place] ?? "";
      const word = words?.indexOf(cell) ?? -1;
      if (cell === "") absent[row] = 1;
      else values[row * width + item] = word === -1 ? readNumber(cell, `Column ${field}`) : word;
    }
  }
  return { values, absent: absent.includes(1) ? absent : null };
}

async function* csvChunks(file: CsvFile, mapping: TableMapping): AsyncGenerator<RowChunk, void, void> {
  const readers = readersOf(file, mapping);
  const key = mapping.episode === null ? -1 : file.header.indexOf(mapping.episode);
  const chunk = (rows: readonly (readonly string[])[]): RowChunk => ({
    rows: rows.length,
    keys: key === -1 ? null : rows.map((cells) => cells[key] ?? ""),
    fields: new Map(readers.map((reader) => [reader.field, readField(reader, rows)])),
    snapshots: [],
  });
  let rows: (readonly string[])[] = [];
  for await (const cells of file.records) {
    rows.push(cells);
    if (rows.length < ROWS_AT_ONCE) continue;
    yield chunk(rows);
    rows = [];
  }
  if (rows.length > 0) yield chunk(rows);
}

/**
 * Adds the episodes of a CSV file to a dataset: ours bit for bit (without snapshots), others' where observation, action
 * and reward are found. FailureError "not-found", "invalid-file", "unsupported", "disk" or "cancelled".
 */
export async function importCsv(source: string, store: DatasetStore, options: TransferOptions = {}): Promise<Imported> {
  return onDisk("Cannot read the CSV files", async () => {
    const files = await locate(source);
    const file = await openCsv(files.steps);
    try {
      const mapping = mapTable(new Map(file.header.map((name) => [name, "scalar"])), "The CSV file", spreadNames);
      const known = mapping.native ? await readEpisodes(files.episodes) : new Map<string, EpisodeRow>();
      return await addTableEpisodes(
        {
          chunks: csvChunks(file, mapping),
          native: mapping.native,
          next: mapping.fields.some(({ field }) => field === "next_observation"),
          progress: () => file.position() / file.bytes,
          extras: ({ key, rows }) => {
            const row = known.get(key);
            return row?.steps === rows ? row.extras : null;
          },
          curation: ({ key }) => known.get(key)?.curation ?? {},
        },
        store,
        options,
      );
    } finally {
      await file.close();
    }
  });
}
