/** What kind of expected failure happened; callers switch on it. */
export type FailureKind =
  | "invalid-input" // a flag, a message, a field: the caller can correct it
  | "invalid-file" // truncated, foreign, hostile or of an unknown version
  | "not-found"
  | "already-exists"
  | "locked" // another writer holds the dataset
  | "disk" // full, read-only, gone: recorded data may be at risk
  | "unsupported" // this host or build cannot do it
  | "cancelled"
  | "denied" // sender, token or origin refused
  | "disconnected"
  | "internal"; // a bug, reported at a border instead of crashing it

/** An expected failure: what happened and what to do about it. Plain data, so that it crosses every border. */
export interface Failure {
  readonly kind: FailureKind;
  /** What happened, naming the file, flag or field. */
  readonly message: string;
  /** What the person can do now. */
  readonly remedy: string;
}

/** What a border (bridge handler, command) answers. */
export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure };

/**
 * Carries a Failure through call stacks that cannot go on. Borders turn it into a Result with `toFailure`; everything
 * that is not a FailureError is a bug.
 */
export class FailureError extends Error {
  readonly failure: Failure;

  constructor(kind: FailureKind, message: string, remedy: string, options?: { cause?: unknown }) {
    super(message);
    this.name = "FailureError";
    this.failure = { kind, message, remedy };
    if (options?.cause !== undefined) this.cause = options.cause;
  }
}

/** The Failure in whatever was thrown; a bug becomes kind "internal" with its message. */
export function toFailure(thrown: unknown): Failure {
  if (thrown instanceof FailureError) return thrown.failure;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return {
    kind: "internal",
    message,
    remedy: "This is a bug in Pogo. Please report it with the steps that led here.",
  };
}
