import { FailureError } from "../../shared/base/failure.ts";
import type { DatasetStore } from "./dataset-store.ts";

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

/** What an export made. */
export interface Exported extends Transferred {
  readonly files: readonly string[];
}

/** Writes files into `folder`, which will be called `name`; answers their paths relative to it. */
export type Exporter = (
  store: DatasetStore,
  folder: string,
  name: string,
  options: TransferOptions,
) => Promise<Exported>;

/** FailureError "cancelled" once the signal is given. */
export function checkCancelled(options: TransferOptions, message: string): void {
  if (options.signal?.aborted === true) throw new FailureError("cancelled", message, "Start it again when you like.");
}
