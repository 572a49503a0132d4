import type { Curation } from "../shared/dataset/curation.ts";

/** What is said about an episode, in words; nothing of an untouched one. */
export function describeCuration(curation: Curation): readonly string[] {
  const { verdict, success, rating, tags, note, operator, trim, split } = curation;
  return [
    ...(verdict === null ? [] : [verdict === "drop" ? "dropped" : "kept"]),
    ...(success === null ? [] : [success ? "success" : "failure"]),
    ...(rating === null ? [] : [`rated ${rating}`]),
    ...tags.map((tag) => `#${tag}`),
    ...(trim === null ? [] : [`steps ${trim.from} to ${trim.to}`]),
    ...(split === null ? [] : [split]),
    ...(operator === null ? [] : [`by ${operator}`]),
    ...(note === "" ? [] : [JSON.stringify(note.length > 40 ? `${note.slice(0, 39)}…` : note)]),
  ];
}
