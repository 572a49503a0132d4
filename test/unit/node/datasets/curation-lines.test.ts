import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatCuration, parseCuration } from "../../../../src/node/datasets/curation-lines.ts";
import type { CurationEntry } from "../../../../src/shared/dataset/curation.ts";
import { curationEntry } from "../../../builders/curation-arbitrary.ts";

const time = "2024-05-01T10:00:00.000Z";
const episode = "01ARZ3NDEKTSV4RRFFQ69G5FA0";
const NAMED = { op: "name", episode, name: "Größter Sprung", time } as const;
/** its checksum by Python's zlib.crc32 */
const NAMED_LINE = `{"op":"name","episode":"${episode}","name":"Größter Sprung","time":"${time}","crc32":"53f833fa"}`;
const textOf = (entries: readonly CurationEntry[]): string =>
  entries.map((entry) => `${formatCuration(entry)}\n`).join("");

describe("a line of the log of edits", () => {
  it("ends with the checksum of what it says", () => {
    expect(formatCuration(NAMED)).toBe(NAMED_LINE);
    expect(parseCuration(NAMED_LINE)).toEqual({ entries: [NAMED], unreadable: 0 });
    expect(parseCuration(`${NAMED_LINE}\r\n`)).toEqual({ entries: [NAMED], unreadable: 0 });
  });

  it("is read back, with and without a checksum, and left out where a crash tore it", () => {
    const torn = fc.constantFrom('{"op":"drop","ti', "null", '{"op":"erase"}', "\u0000\u0000");
    const line = fc.oneof(fc.record({ entry: curationEntry, checked: fc.boolean() }), torn);
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const text = lines
          .map((each) => {
            if (typeof each === "string") return `${each}\n`;
            return each.checked ? textOf([each.entry]) : `${JSON.stringify(each.entry)}\n`;
          })
          .join("");
        const { entries, unreadable } = parseCuration(text);
        expect(entries).toEqual(lines.flatMap((each) => (typeof each === "string" ? [] : [each.entry])));
        expect(unreadable).toBe(lines.filter((each) => typeof each === "string").length);
      }),
    );
  });

  it("says what was written or is counted as unreadable, whichever of its bits is turned", () => {
    const written: readonly CurationEntry[] = [
      NAMED,
      { op: "batch", time, edits: [{ op: "rate", episode, rating: 4 }] },
      { op: "undo", time },
    ];
    const bytes = Buffer.from(textOf(written));
    let told = 0;
    for (let bit = 0; bit < 8 * bytes.length; bit++) {
      const mutant = Buffer.from(bytes);
      mutant[bit >> 3] = (mutant[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      const { entries, unreadable } = parseCuration(mutant.toString("utf8"));
      if (unreadable > 0) told++;
      else expect(entries).toEqual(written);
      for (const entry of entries) expect(written).toContainEqual(entry);
    }
    // What else may be turned is the name of the checksum, or the end of the last line.
    expect(told).toBeGreaterThan(8 * (bytes.length - written.length * "crc32".length - 1));
  });

  it("that was changed by hand is believed only without its checksum", () => {
    const changed = NAMED_LINE.replace("Größter", "Kleiner");
    expect(parseCuration(changed)).toEqual({ entries: [], unreadable: 1 });
    const bare = changed.replace(/,"crc32":"[0-9a-f]+"/, "");
    expect(parseCuration(bare)).toMatchObject({ entries: [{ name: "Kleiner Sprung" }], unreadable: 0 });
    const moved = `{"crc32":"53f833fa",${NAMED_LINE.slice(1).replace(',"crc32":"53f833fa"', "")}`;
    expect(parseCuration(moved)).toEqual({ entries: [], unreadable: 1 });
  });

  it("takes no episode id that is a path", () => {
    expect(parseCuration(JSON.stringify({ op: "drop", time, episode: "../../etc/passwd" })).entries).toEqual([]);
  });
});
