import { FailureError } from "../base/failure.ts";

const REMEDY = "Restore the file from a copy, or leave it out: the other episodes are not affected.";

/** The error for bytes that are not what they should be: truncated, foreign, damaged or lying about sizes. */
export function invalidFile(what: string, cause?: unknown): FailureError {
  return new FailureError("invalid-file", what, REMEDY, cause === undefined ? undefined : { cause });
}
