import { createRng } from "../../src/shared/base/rng.ts";
import type { Rng } from "../../src/shared/base/rng.ts";
import { FailureError } from "../../src/shared/base/failure.ts";
import { mutate } from "./mutate.ts";

/** The default suite's counts, times this. */
const TIMES = Number(process.env["POGO_FUZZ_TIMES"] ?? 1);
const SEED = Number(process.env["POGO_SEED"] ?? Date.now() % 1_000_000_000);
/** Milliseconds. A reader that takes longer for a few kilobytes loops; a busy machine does not slow it so much. */
const SLOWEST = 10_000;
/** Bytes by which the process's highest memory may grow: no mutant here is larger than a few hundred kilobytes. */
const MOST_GROWTH = 512 * 1024 * 1024;

export interface FuzzTarget {
  readonly name: string;
  /** valid inputs, of which one is mutated at a time */
  readonly seeds: readonly Uint8Array[];
  /** the next input, where the target chooses it itself */
  readonly of?: () => Uint8Array;
  /** mutants in the default suite */
  readonly count: number;
  /**
   * Reads a mutant: returns where it made sense of it, throws a FailureError where it refuses. It checks itself that what
   * it was given makes sense. Anything else that is thrown is a bug.
   */
  readonly read: (mutant: Uint8Array, random: Rng) => unknown;
  /** it never refuses: what it cannot read is left out, or made anew */
  readonly lenient?: boolean;
  /** checksums may let it refuse every mutant */
  readonly checked?: boolean;
}

/** Runs a target's mutants, answers how many, and throws at the first that is answered by anything but a FailureError or sound data. */
export async function runMutants({
  name,
  seeds,
  of,
  count,
  read,
  lenient = false,
  checked = false,
}: FuzzTarget): Promise<number> {
  // Targets of one length of name share their numbers, which does no harm: their bytes differ.
  const random = createRng(SEED).fork(name.length);
  const mutants = Math.ceil(count * TIMES);
  const before = process.resourceUsage().maxRSS * 1024;
  let refused = 0;
  let slowest = 0;
  for (let i = 0; i < mutants; i++) {
    const { mutant, how } = mutate(of?.() ?? seeds[random.int(seeds.length)] ?? new Uint8Array(), random);
    const started = performance.now();
    try {
      await read(mutant, random);
    } catch (error) {
      if (!(error instanceof FailureError) || error.failure.kind === "internal" || error.failure.remedy === "")
        throw new Error(`${name}: mutant ${i} of seed ${SEED} (${how}) was answered by a bug`, { cause: error });
      refused++;
    }
    const took = performance.now() - started;
    if (took > SLOWEST) throw new Error(`${name}: mutant ${i} of seed ${SEED} (${how}) took ${took.toFixed(0)} ms`);
    slowest = Math.max(slowest, took);
  }
  const grown = process.resourceUsage().maxRSS * 1024 - before;
  const megabytes = (bytes: number): string => (bytes / 1024 / 1024).toFixed(0);
  console.log(
    `fuzz ${name}: ${mutants} mutants, seed ${SEED}: ${refused} refused, ${mutants - refused} read, slowest ${slowest.toFixed(0)} ms, memory +${megabytes(grown)} MB`,
  );
  if (grown > MOST_GROWTH) throw new Error(`${name}: memory grew by ${megabytes(grown)} MB (seed ${SEED})`);
  // A fuzzer whose mutants are all read, or all refused, tests nothing.
  if ((refused === mutants && !checked) || (refused === 0 && !lenient))
    throw new Error(`${name}: ${refused} of ${mutants} refused`);
  return mutants;
}
