// @vitest-environment happy-dom
import fc from "fast-check";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createDrivenSession } from "../../../fakes/driven-session.ts";
import type { DrivenSession } from "../../../fakes/driven-session.ts";
import { DEFAULT_CHOICES } from "../../../../src/renderer/drive/drive-choices.ts";
import type { Command } from "../../../../src/renderer/input/bindings.ts";

/** One thing that happens to a session. */
type Happening = readonly [what: string, happen: (drive: DrivenSession) => void];

const COMMANDS: readonly Command[] = ["startStop", "pause", "rewind", "keep", "discard", "redo", "mark", "rateUp"];
const RARE: readonly Command[] = ["takeover", "slower", "faster", "pushForward", "rateDown", "help"];

const press = (command: Command): Happening => [command, ({ session }) => session.command(command)];
const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom(...COMMANDS).map(press) },
  { weight: 2, arbitrary: fc.constantFrom(...RARE).map(press) },
  {
    weight: 2,
    arbitrary: fc
      .integer({ min: 0, max: 60 })
      .map((step): Happening => [`look ${step}`, ({ session }) => session.look(step)]),
  },
  {
    weight: 4,
    arbitrary: fc.constantFrom<Happening>(
      ["unplug", (drive) => drive.unplug()],
      ["plug", (drive) => drive.plug()],
      ["blur", (drive) => drive.leave()],
      ["focus", (drive) => drive.comeBack()],
      ["hide", (drive) => drive.hide(true)],
      ["show", (drive) => drive.hide(false)],
    ),
  },
  {
    weight: 3,
    arbitrary: fc
      .record({
        level: fc.constantFrom("cruise" as const, "hop" as const, "joints" as const),
        noise: fc.constantFrom(0, 0.25),
        episodeSeconds: fc.constantFrom(8, 20),
        countdownSeconds: fc.constantFrom(0, 1),
        autoNext: fc.boolean(),
      })
      .map((change): Happening => [
        `configure ${JSON.stringify(change)}`,
        ({ session }) => session.configure({ ...DEFAULT_CHOICES, dataset: "d", ...change }),
      ]),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Happening>(["slow host", (d) => d.setHost(300)], ["quick host", (d) => d.setHost(0)]),
  },
);
/** What may cost rows, because machines break: then the episode says how many. */
const breakdown: fc.Arbitrary<Happening> = fc.constantFrom<Happening>(
  ["fault", (drive) => drive.fault()],
  ["restart", ({ session }) => session.restart()],
  ["disk full", (drive) => drive.fillDisk(true)],
  ["disk free", (drive) => drive.fillDisk(false)],
);
const sequence = (all: fc.Arbitrary<Happening>): fc.Arbitrary<(readonly [Happening, number])[]> =>
  fc.array(fc.tuple(all, fc.constantFrom(0, 0, 3, 30, 90, 250)), { maxLength: 40 });

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const setup = fc.record({
  latency: fc.constantFrom(0, 1, 20),
  falls: fc.array(fc.constantFrom(1, 7, 16, 17, 40, Number.POSITIVE_INFINITY), { minLength: 1, maxLength: 4 }),
});
type Setup = typeof setup extends fc.Arbitrary<infer T> ? T : never;

type Lived = readonly (readonly [Happening, number])[];

/** Lets it all happen; answers what is wrong in the end. */
async function live(how: Setup, happenings: Lived, whole: boolean, settles: boolean): Promise<readonly string[]> {
  const drive = await createDrivenSession(how);
  try {
    for (const [[, happen], ms] of happenings) {
      happen(drive);
      if (ms > 0) await vi.advanceTimersByTimeAsync(ms);
    }
    if (settles) await drive.settle();
    await drive.dispose();
    return drive.complaints({ whole });
  } catch (error) {
    await drive.dispose();
    const what = happenings.map(([[name], ms]) => `${name} +${ms}`);
    throw new Error(what.join(", "), { cause: error });
  }
}

test("whatever an operator and the page's surroundings do, every row is in its episode, whole", async () => {
  await fc.assert(
    fc.asyncProperty(setup, sequence(happening), async (how, happenings) => {
      expect(await live(how, happenings, true, true)).toEqual([]);
    }),
    { numRuns: 120 },
  );
}, 120_000);

test("where a worker or the disk breaks down, rows may be lost, but none is anywhere else", async () => {
  const any = fc.oneof({ weight: 9, arbitrary: happening }, { weight: 1, arbitrary: breakdown });
  await fc.assert(
    fc.asyncProperty(setup, sequence(any), async (how, happenings) => {
      expect(await live(how, happenings, false, true)).toEqual([]);
    }),
    { numRuns: 80 },
  );
}, 120_000);

test("a screen that is left at any moment leaves no recording open", async () => {
  await fc.assert(
    fc.asyncProperty(setup, sequence(happening), async (how, happenings) => {
      expect(await live(how, happenings, true, false)).toEqual([]);
    }),
    { numRuns: 80 },
  );
}, 120_000);
