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

const UNPLUG: Happening = ["unplug", (drive) => drive.unplug()];
const PLUG: Happening = ["plug", (drive) => drive.plug()];
const BLUR: Happening = ["blur", (drive) => drive.leave()];
const FOCUS: Happening = ["focus", (drive) => drive.comeBack()];
const HIDE: Happening = ["hide", (drive) => drive.hide(true)];
const SHOW: Happening = ["show", (drive) => drive.hide(false)];

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
  { weight: 1, arbitrary: fc.constantFrom<Happening>(UNPLUG, PLUG, BLUR, FOCUS, HIDE, SHOW) },
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
type Lived = readonly (readonly [Happening, number])[];

const look = (step: number): Happening => [`look ${step}`, ({ session }) => session.look(step)];
/** Away, and back again. */
const absence: fc.Arbitrary<Lived> = fc
  .tuple(
    fc.constantFrom([UNPLUG, PLUG] as const, [BLUR, FOCUS] as const, [HIDE, SHOW] as const),
    fc.constantFrom(0, 3, 30, 90),
  )
  .map(([[go, come], ms]): Lived => [
    [go, ms],
    [press("mark"), 60],
    [come, 60],
    [press("pause"), ms],
  ]);
/** What an operator does on purpose, between what happens at random: it leads deeper than chance would. */
const purpose: fc.Arbitrary<Lived> = fc.oneof(
  fc.constantFrom<Lived>(
    [[press("startStop"), 90]],
    [[press("startStop"), 250]],
    [
      [press("pause"), 60],
      [press("pause"), 90],
    ],
    [
      [press("mark"), 0],
      [press("rateUp"), 30],
    ],
    [
      [press("keep"), 60],
      [press("startStop"), 90],
    ],
  ),
  fc.integer({ min: 0, max: 40 }).map((step): Lived => [
    [press("rewind"), 90],
    [look(step), 60],
    [press("keep"), 90],
  ]),
);
const sequence = (all: fc.Arbitrary<Happening>): fc.Arbitrary<Lived> => {
  const chance = fc.tuple(all, fc.constantFrom(0, 0, 3, 30, 90)).map((one): Lived => [one]);
  const scene = fc.oneof(
    { weight: 6, arbitrary: chance },
    { weight: 5, arbitrary: purpose },
    { weight: 1, arbitrary: absence },
  );
  return fc.array(scene, { minLength: 5, maxLength: 40, size: "max" }).map((scenes) => scenes.flat());
};

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const setup = fc.record({
  latency: fc.constantFrom(0, 1, 20),
  falls: fc.array(fc.constantFrom(1, 16, 17, 40, Infinity, Infinity, Infinity), { minLength: 1, maxLength: 4 }),
});
type Setup = typeof setup extends fc.Arbitrary<infer T> ? T : never;

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
