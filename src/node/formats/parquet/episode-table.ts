import type { RowGroup } from "hyparquet";
import { OBSERVATION_SIZE } from "../../../shared/base/specs.ts";
import { readEpisodeRecord, writeEpisodeRecord } from "../../../shared/export/episode-record.ts";
import type { EpisodeExtras } from "../../../shared/export/table-episodes.ts";
import type { Episode, EpisodeSummary } from "../../../shared/dataset/episode.ts";
import { ParquetFileWriter } from "./parquet-file-writer.ts";
import type { ParquetColumn } from "./parquet-schema.ts";
import { openParquet } from "./parquet-source.ts";
import type { ParquetSource } from "./parquet-source.ts";
import { readBinaries, readNumbers } from "./read-column.ts";
import { invalidFile } from "../../../shared/dataset/invalid-file.ts";

const text = (name: string): ParquetColumn => ({ name, type: "string", width: null, optional: false });

/** One row per episode: what steps have no place for. `absent` names columns that the steps only seem to have. */
const COLUMNS: readonly ParquetColumn[] = [
  text("episode"),
  text("name"),
  { name: "steps", type: "int64", width: null, optional: false },
  { name: "return", type: "double", width: null, optional: false },
  text("cause"),
  text("absent"),
  { name: "final_observation", type: "double", width: OBSERVATION_SIZE, optional: false },
  text("record"),
];

const ROWS_PER_GROUP = 256;
const MAX_EPISODES = 1_000_000;
const encoder = new TextEncoder();

interface Row {
  readonly key: string;
  readonly name: string;
  readonly episode: Episode["meta"];
  readonly absent: string;
  readonly record: string;
}

/** Writes the table of episodes beside tables of steps. */
export class EpisodeTableWriter {
  readonly #file: ParquetFileWriter;
  #rows: Row[] = [];

  private constructor(file: ParquetFileWriter) {
    this.#file = file;
  }

  static async create(path: string): Promise<EpisodeTableWriter> {
    return new EpisodeTableWriter(await ParquetFileWriter.create(path, COLUMNS));
  }

  async add(key: string, episode: Episode, summary: EpisodeSummary, absent: readonly string[] = []): Promise<void> {
    this.#rows.push({
      key,
      name: summary.name,
      episode: episode.meta,
      absent: absent.join(" "),
      record: writeEpisodeRecord(episode, summary),
    });
    if (this.#rows.length >= ROWS_PER_GROUP) await this.#flush();
  }

  async finish(): Promise<void> {
    await this.#flush();
    await this.#file.finish({ "pogo.table": "episodes" });
  }

  abandon(): Promise<void> {
    return this.#file.abandon();
  }

  async #flush(): Promise<void> {
    const rows = this.#rows;
    this.#rows = [];
    if (rows.length === 0) return;
    const texts = (of: (row: Row) => string): Uint8Array[] => rows.map((row) => encoder.encode(of(row)));
    const final = new Float64Array(rows.length * OBSERVATION_SIZE);
    for (const [i, { episode }] of rows.entries())
      final.set(episode.finalObservation.slice(0, OBSERVATION_SIZE), i * OBSERVATION_SIZE);
    await this.#file.writeGroup(
      [
        texts(({ key }) => key),
        texts(({ name }) => name),
        BigInt64Array.from(rows, ({ episode }) => BigInt(episode.steps)),
        Float64Array.from(rows, ({ episode }) => episode.return),
        texts(({ episode }) => episode.cause),
        texts(({ absent }) => absent),
        final,
        texts(({ record }) => record),
      ],
      rows.length,
    );
  }
}

/** What the table says about an episode. */
export interface EpisodeTableRow extends EpisodeExtras {
  readonly steps: number;
  readonly absent: readonly string[];
}

/** Reads such a table whole; rows whose record is not ours are left out. FailureError "invalid-file". */
export async function readEpisodeTable(path: string): Promise<ReadonlyMap<string, EpisodeTableRow>> {
  const source = await openParquet(path);
  try {
    if (source.rows > MAX_EPISODES) throw invalidFile(`${source.name} claims to have ${source.rows} episodes.`);
    const rows = new Map<string, EpisodeTableRow>();
    if (COLUMNS.some(({ name }) => !source.columns.has(name))) return rows;
    for (const group of source.groups) await readGroup(source, group, rows);
    return rows;
  } finally {
    await source.close();
  }
}

async function readGroup(source: ParquetSource, group: RowGroup, into: Map<string, EpisodeTableRow>): Promise<void> {
  const column = (name: string): NonNullable<ReturnType<typeof source.columns.get>> => {
    const found = source.columns.get(name);
    if (found === undefined) throw invalidFile(`${source.name} has no column ${name}.`);
    return found;
  };
  const texts = async (name: string): Promise<readonly string[]> => {
    const decoder = new TextDecoder();
    return (await readBinaries(source, group, column(name))).map((bytes) => decoder.decode(bytes ?? undefined));
  };
  const [keys, absent, records] = [await texts("episode"), await texts("absent"), await texts("record")];
  const steps = await readNumbers(source, group, column("steps"), 1);
  const final = await readNumbers(source, group, column("final_observation"), OBSERVATION_SIZE);
  for (const [i, key] of keys.entries()) {
    const record = readEpisodeRecord(records[i] ?? "");
    if (record === null) continue;
    into.set(key, {
      record,
      steps: steps.values[i] ?? 0,
      absent: (absent[i] ?? "").split(" ").filter((name) => name !== ""),
      finalObservation: final.values.slice(i * OBSERVATION_SIZE, (i + 1) * OBSERVATION_SIZE),
    });
  }
}
