import { FailureError } from "../../shared/base/failure.ts";
import type { DatasetStore } from "../datasets/dataset-store.ts";

/** How imports and exports are watched and stopped. */
export interface TransferOptions {
  readonly signal?: { readonly aborted: boolean };
  /** fraction 0…1 */
  readonly onProgress?: (fraction: number, message: string) => void;
}

/** What was moved. */
export interface Transferred {
  readonly episodes: number;
  readonly steps: number;
}

/** What an import brought. */
export interface Imported extends Transferred {
  /** what could not be taken over, in sentences for people */
  readonly notes: readonly string[];
}

/** What an export made. */
export interface Exported extends Transferred {
  readonly files: readonly string[];
  /** what the format cannot hold, in sentences for people; empty where nothing is lost */
  readonly lost: readonly string[];
}

/** What an export takes from a dataset. */
export type ExportSource = Pick<DatasetStore, "info" | "usedEpisodes" | "loadUsed" | "rows">;

/**
 * Writes the used episodes (`store.usedEpisodes()`, each once by `store.loadUsed`: trimmed) into `folder`, which will be
 * called `name`; answers the files' paths relative to it. One episode is in memory at a time.
 */
export type Exporter = (
  store: ExportSource,
  folder: string,
  name: string,
  options: TransferOptions,
) => Promise<Exported>;

/** Adds the episodes of `source` to a dataset; those already added stay when it fails or is cancelled midway. */
export type Importer = (source: string, store: DatasetStore, options: TransferOptions) => Promise<Imported>;

/** What a cancelled export says: its folder never appears. */
export const EXPORT_CANCELLED = "The export was cancelled; nothing was written.";

/** FailureError "cancelled" once the signal is given. */
export function checkCancelled(options: TransferOptions, message: string): void {
  if (options.signal?.aborted === true) throw new FailureError("cancelled", message, "Start it again when you like.");
}
