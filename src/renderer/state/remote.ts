import type { Failure, Result } from "../../shared/base/failure.ts";

/** What is known of something the host keeps. A refresh keeps the last value on screen. */
export type Remote<T> =
  | { readonly status: "loading" }
  | { readonly status: "ready"; readonly value: T }
  | { readonly status: "failed"; readonly failure: Failure };

export const LOADING: Remote<never> = { status: "loading" };

export function toRemote<T>(result: Result<T>): Remote<T> {
  return result.ok ? { status: "ready", value: result.value } : { status: "failed", failure: result.failure };
}

/** The value, or `fallback` while there is none. */
export function valueOr<T>(remote: Remote<T> | undefined, fallback: T): T {
  return remote?.status === "ready" ? remote.value : fallback;
}
