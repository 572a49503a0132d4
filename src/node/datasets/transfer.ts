import { FailureError } from "../../shared/base/failure.ts";

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

/** FailureError "cancelled" once the signal is given. */
export function checkCancelled(options: TransferOptions, message: string): void {
  if (options.signal?.aborted === true) throw new FailureError("cancelled", message, "Start it again when you like.");
}
