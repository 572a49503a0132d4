import { writeFileSync } from "node:fs";
import fc from "fast-check";
import { expect } from "vitest";
import { FailureError } from "../../src/shared/base/failure.ts";

export interface ChangedFile {
  /** of a sound file */
  readonly bytes: Uint8Array;
  /** where each mutant is written */
  readonly mutant: string;
  readonly read: (mutant: string) => Promise<unknown>;
  /** stretches of 1 to 8 bytes that are changed at once, at the most */
  readonly changes: number;
  /** mutants of full length for each that is cut off */
  readonly whole: number;
  /** mutants, unless POGO_FUZZ says otherwise */
  readonly runs: number;
}

/** How often changed bytes are read as something sound, and how often they are refused as what; any other error is thrown. */
export async function answersToChanges(file: ChangedFile): Promise<Readonly<Record<string, number>>> {
  const { bytes, mutant, read } = file;
  const outcomes: Record<string, number> = {};
  const change = fc.tuple(
    fc.nat(bytes.length - 1),
    fc.oneof(fc.uint8Array({ minLength: 1, maxLength: 8 }), fc.constant(new Uint8Array(8).fill(255))),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(change, { minLength: 1, maxLength: file.changes }),
      fc.oneof({ weight: file.whole, arbitrary: fc.constant(null) }, fc.nat(bytes.length)),
      async (changes, cut) => {
        const changed = Buffer.from(bytes.subarray(0, cut ?? bytes.length));
        for (const [at, values] of changes)
          changed.set(values.subarray(0, Math.max(0, changed.length - at)), Math.min(at, changed.length));
        writeFileSync(mutant, changed);
        const error: unknown = await read(mutant).catch((thrown: unknown) => thrown);
        if (error instanceof Error && !(error instanceof FailureError)) throw error;
        const outcome = error instanceof FailureError ? error.failure.kind : "sound";
        expect(["sound", "invalid-file", "unsupported"]).toContain(outcome);
        outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
      },
    ),
    { numRuns: Number(process.env.POGO_FUZZ ?? file.runs) },
  );
  return outcomes;
}
