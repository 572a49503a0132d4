import type { StepSnapshot } from "../../../shared/dataset/columns.ts";
import { exists } from "../../datasets/durable-files.ts";
import { openParquet } from "./parquet-source.ts";
import type { ParquetSource, SourceColumn } from "./parquet-source.ts";
import { readBinaries, readNumbers } from "./read-column.ts";

/** Snapshots in a file of their own: a row group per episode that has some, in the episodes' order. */
export class SnapshotTable {
  readonly #source: ParquetSource;
  readonly #columns: readonly [SourceColumn, SourceColumn, SourceColumn];
  #group = 0;
  #waiting: { readonly key: string; readonly snapshots: readonly StepSnapshot[] } | null = null;

  private constructor(source: ParquetSource, columns: readonly [SourceColumn, SourceColumn, SourceColumn]) {
    this.#source = source;
    this.#columns = columns;
  }

  /** null where there is no such file, or one of another kind */
  static async open(path: string): Promise<SnapshotTable | null> {
    if (!(await exists(path))) return null;
    const source = await openParquet(path);
    const [episode, step, snapshot] = ["episode", "step", "snapshot"].map((name) => source.columns.get(name));
    if (episode !== undefined && step !== undefined && snapshot !== undefined)
      return new SnapshotTable(source, [episode, step, snapshot]);
    await source.close();
    return null;
  }

  /** An episode's snapshots; episodes are asked for in their order. */
  async of(key: string): Promise<readonly StepSnapshot[]> {
    this.#waiting ??= await this.#next();
    if (this.#waiting?.key !== key) return [];
    const { snapshots } = this.#waiting;
    this.#waiting = null;
    return snapshots;
  }

  close(): Promise<void> {
    return this.#source.close();
  }

  async #next(): Promise<{ readonly key: string; readonly snapshots: readonly StepSnapshot[] } | null> {
    const group = this.#source.groups[this.#group++];
    if (group === undefined) return null;
    const [episode, step, snapshot] = this.#columns;
    const [key] = await readBinaries(this.#source, group, episode);
    const { values } = await readNumbers(this.#source, group, step, 1);
    const all = await readBinaries(this.#source, group, snapshot);
    return {
      key: new TextDecoder().decode(key ?? undefined),
      // copies: a view would keep the whole column in memory
      snapshots: all.flatMap((bytes, i) => (bytes === null ? [] : [{ step: values[i] ?? -1, bytes: bytes.slice() }])),
    };
  }
}
