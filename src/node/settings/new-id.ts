import { ulid } from "ulid";

/** A new id: 26 characters that sort by the time of their making. */
export function newId(): string {
  return ulid();
}
