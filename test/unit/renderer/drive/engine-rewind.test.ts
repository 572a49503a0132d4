import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { RunSpec } from "../../../../src/renderer/drive/messages.ts";
import { FRAME } from "../../../../src/renderer/drive/records.ts";
import type { ColumnName } from "../../../../src/shared/dataset/columns.ts";
import { encodePolicy } from "../../../../src/shared/policy/policy-file.ts";
import { createNoiseStream } from "../../../../src/shared/record/noise-stream.ts";
import { rememberingPolicy } from "../../../builders/remembering-policy.ts";
import { createSimulatedDrive } from "../../../builders/simulated-drive.ts";
import type { SimulatedDrive } from "../../../builders/simulated-drive.ts";

const sticks = { deadZone: 0.1, expo: 0 };
const HUMAN = 0;
const POLICY = 2;
const finish = { type: "finish", cause: "operator" } as const;

const driven = (level: "cruise" | "torque", noise: number): RunSpec => ({
  kind: "person",
  person: { level, sticks },
  task: { maxSteps: 1000, noise },
});
const shared = (noise: number): RunSpec => ({
  kind: "policy",
  bytes: encodePolicy(rememberingPolicy()),
  person: { level: "cruise", sticks },
  task: { maxSteps: 1000, noise },
});
const RUNS: Readonly<Record<string, RunSpec>> = {
  cruise: driven("cruise", 0),
  "cruise with noise": driven("cruise", 0.1),
  "torque with noise": driven("torque", 0.05),
  "policy with a memory": shared(0),
  "policy with a memory and noise": shared(0.05),
};

/** all that does not tell the time */
const COLUMNS: readonly ColumnName[] = [
  ...(["step", "observation", "action", "action_intended", "action_label", "intent", "source", "level"] as const),
  ...(["takeover", "reward", "cause", "terminated", "truncated", "x", "contact", "pad_axes", "time_scale"] as const),
];

/** What the operator does at each step: sticks, and whether to hold. */
interface Hands {
  readonly axis: (step: number) => number;
  readonly holds: (step: number) => boolean;
}

function begin(run: RunSpec, { axis, holds }: Hands): SimulatedDrive {
  const drive = createSimulatedDrive(run);
  drive.send({ type: "scale", value: 1, autoSlow: true });
  drive.send({ type: "begin", episode: 1, seed: 3 });
  drive.onTick = (step) => {
    drive.axis = axis(step);
    if (holds(step) !== (step > 0 && holds(step - 1))) drive.send({ type: "hold", human: holds(step), now: true });
  };
  return drive;
}

describe("going on from a moment, where the hands do the same", () => {
  test.each(Object.entries(RUNS))("gives the rows that came before: %s", async (_name, run) => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 59 }),
        fc.integer({ min: 0, max: 30 }),
        fc.array(fc.integer({ min: 2, max: 40 }), { minLength: 1, maxLength: 4 }),
        async (from, back, changes) => {
          const hands: Hands = {
            axis: (step) => ((step * 37) % 100) / 100,
            holds: (step) => changes.filter((change) => change <= step).length % 2 === 1,
          };
          const whole = begin(run, hands);
          await whole.drive(60);
          whole.send(finish);
          const { steps } = whole.last("finished")!.outcome;
          const to = Math.min(from, steps - 1);
          const broken = begin(run, hands);
          await broken.drive(Math.min(steps, to + back));
          broken.send({ type: "branch", episode: 2, step: to });
          expect(broken.last("branched")).not.toBeNull();
          await broken.drive(60);
          broken.send(finish);
          expect(broken.last("finished")?.outcome.steps).toBe(steps);
          for (const column of COLUMNS) {
            expect([column, broken.rows(column, 2)]).toEqual([column, whole.rows(column).slice(to)]);
          }
        },
      ),
      { numRuns: 12 },
    );
  });
});

describe("the mark of a change of hands, at a branch", () => {
  const branchAt = async (step: number, human: boolean): Promise<SimulatedDrive> => {
    const drive = begin(shared(0), { axis: () => 0.4, holds: (now) => now >= 4 && now < 10 });
    await drive.drive(14);
    drive.onTick = null;
    drive.send({ type: "branch", episode: 2, step });
    drive.send({ type: "hold", human, now: true });
    await drive.drive(16);
    drive.send(finish);
    expect(drive.rows("source").flat().slice(0, 12)).toEqual([
      ...Array<number>(4).fill(POLICY),
      ...Array<number>(6).fill(HUMAN),
      ...Array<number>(2).fill(POLICY),
    ]);
    return drive;
  };
  test.each([
    { step: 7, human: false, mark: 1 },
    { step: 7, human: true, mark: 0 },
    { step: 4, human: true, mark: 1 },
    { step: 12, human: false, mark: 0 },
    { step: 12, human: true, mark: 1 },
    { step: 0, human: true, mark: 0 },
  ])("on from step $step, held by the person: $human", async ({ step, human, mark }) => {
    const drive = await branchAt(step, human);
    expect(drive.rows("source", 2)[0]).toEqual([human ? HUMAN : POLICY]);
    expect(drive.rows("takeover", 2).flat().slice(0, 2)).toEqual([mark, 0]);
  });
});

test("the noise is drawn from a stream of its own, as a headless recording draws it", async () => {
  const drive = begin(driven("torque", 0.05), { axis: () => 0, holds: () => false });
  await drive.drive(10);
  drive.send(finish);
  const stream = createNoiseStream(3);
  const expected = Array.from({ length: 30 }, () => 0.05 * stream.normal());
  const labels = drive.rows("action_label").flat();
  drive
    .rows("action")
    .flat()
    .forEach((action, i) => expect(action - (labels[i] ?? 0)).toBeCloseTo(expected[i] ?? Number.NaN, 6));
});

test("who holds in free driving still holds after a fall", async () => {
  const drive = createSimulatedDrive(shared(0));
  drive.send({ type: "reset", seed: 1 });
  drive.send({ type: "hold", human: true, now: true });
  const epochs = new Set<number>();
  const commands: number[] = [];
  let ticks = 0;
  drive.onTick = () => {
    const frame = drive.frame();
    epochs.add(frame[FRAME.epoch] ?? 0);
    ticks += 1;
    if (ticks > 3) commands.push(frame[FRAME.command] ?? Number.NaN);
    if (ticks >= 40 && ticks < 60) drive.send({ type: "push", push: { body: "torso", x: -8, z: 0 } });
    if (ticks === 400) drive.send({ type: "halt" });
  };
  await drive.drive(Infinity);
  expect(epochs.size).toBeGreaterThan(1);
  expect(commands.some(Number.isNaN)).toBe(false);
});
