import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BATCH_STEPS, END_CAUSES, INPUT_DEVICES, STEP_COLUMNS } from "../../../src/shared/dataset/columns.ts";
import type { ColumnName, StepBatch } from "../../../src/shared/dataset/columns.ts";
import { REQUESTS } from "../../../src/shared/ipc/contract.ts";
import { createStepInput } from "../../../src/shared/record/step-input.ts";
import { createStepRecorder } from "../../../src/shared/record/step-recorder.ts";
import { createFakeHopper } from "../../fakes/fake-hopper.ts";

function record(steps: number, finish: "operator" | "interrupted" | null = "operator") {
  const batches: StepBatch[] = [];
  const hopper = createFakeHopper({ max_episode_steps: Infinity });
  const recorder = createStepRecorder((batch) => batches.push(batch));
  const input = createStepInput();
  for (let i = 0; i < steps; i += 1) {
    input.action.fill(Math.fround(i / 1000));
    recorder.step(hopper, input);
  }
  if (finish !== null) recorder.finish(finish);
  return { batches, hopper, recorder };
}

function column(batches: readonly StepBatch[], name: ColumnName): number[] {
  return batches.flatMap((batch) => Array.from(batch.columns[name] ?? []));
}

describe("step recorder", () => {
  it("hands over every row exactly once, in batches the contract accepts", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), (steps) => {
        const { batches } = record(steps);
        expect(column(batches, "step")).toEqual(Array.from({ length: steps }, (_, i) => i));
        let first = 0;
        for (const batch of batches) {
          expect(batch.first).toBe(first);
          expect(batch.count).toBeLessThanOrEqual(BATCH_STEPS);
          const parsed = REQUESTS["recording/append"].request.safeParse({ recording: "r", batch });
          expect(parsed.error?.issues).toBeUndefined();
          expect(Object.keys(batch.columns)).toEqual(Object.keys(STEP_COLUMNS));
          first += batch.count;
        }
      }),
      { numRuns: 30 },
    );
  });

  it("hands over all but the newest row when it is asked to, and gives the same rows as ever", () => {
    const total = fc.integer({ min: 1, max: 200 });
    const pauses = fc.array(fc.nat({ max: 200 }), { maxLength: 12 });
    fc.assert(
      fc.property(total, pauses, fc.boolean(), (steps, at, falls) => {
        const whole = record(steps, null);
        const batches: StepBatch[] = [];
        const hopper = createFakeHopper({ max_episode_steps: Infinity });
        if (falls) hopper.fallAt = steps;
        const recorder = createStepRecorder((batch) => batches.push(batch));
        const input = createStepInput();
        for (let step = 0; step < steps; step += 1) {
          input.action.fill(Math.fround(step / 1000));
          recorder.step(hopper, input);
          if (!at.includes(step)) continue;
          recorder.flush();
          const handed = batches.reduce((sum, { count }) => sum + count, 0);
          expect(handed).toBe(hopper.fallAt === step + 1 ? step + 1 : step);
          expect(batches.at(-1)?.finalObservation[0] ?? 0).toBe(handed);
        }
        recorder.finish("operator");
        whole.recorder.finish("operator");
        for (const name of ["step", "observation", "action", "reward", "x"] as const)
          expect(column(batches, name)).toEqual(column(whole.batches, name));
        expect(column(batches, "cause").at(-1)).toBe(END_CAUSES.indexOf(falls ? "pitch" : "operator"));
        expect(batches.flatMap(({ snapshots }) => snapshots)).toEqual(
          whole.batches.flatMap(({ snapshots }) => snapshots),
        );
        for (const { first, count, snapshots } of batches)
          expect(snapshots.every(({ step }) => step >= first && step < first + count)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it("says of every row which device was read", () => {
    const batches: StepBatch[] = [];
    const recorder = createStepRecorder((batch) => batches.push(batch));
    const input = createStepInput();
    const hopper = createFakeHopper();
    for (const device of ["pad", "pad", "none", "keyboard"] as const) {
      input.padDevice = device;
      recorder.step(hopper, input);
    }
    recorder.finish("operator");
    expect(column(batches, "pad_device").map((code) => INPUT_DEVICES[code])).toEqual([
      "pad",
      "pad",
      "none",
      "keyboard",
    ]);
  });

  it("never holds back more than one batch", () => {
    const { batches, recorder } = record(100, null);
    expect(recorder.steps - batches.reduce((sum, batch) => sum + batch.count, 0)).toBeLessThanOrEqual(BATCH_STEPS);
  });

  it("takes a snapshot before step 0 and every 125 steps, once each", () => {
    const { batches } = record(260);
    const snapshots = batches.flatMap((batch) => batch.snapshots);
    expect(snapshots.map((snapshot) => snapshot.step)).toEqual([0, 125, 250]);
    expect(snapshots.map(({ bytes }) => bytes[0]! + 256 * bytes[1]!)).toEqual([0, 125, 250]);
  });

  it("stores observations from before the step and the final one beside the batch", () => {
    const { batches } = record(40);
    expect(column(batches, "observation").filter((_, i) => i % 11 === 0)).toEqual(
      Array.from({ length: 40 }, (_, i) => i),
    );
    expect(batches.map((batch) => batch.finalObservation[0])).toEqual([16, 32, 40]);
    expect(column(batches, "x")[39]).toBe(3.9);
  });

  it("executes exactly the float32 actions it stores; noise changes the action, not the label", () => {
    const batches: StepBatch[] = [];
    const hopper = createFakeHopper();
    const recorder = createStepRecorder((batch) => batches.push(batch));
    const input = createStepInput();
    input.action.set([0.1, 0.95, -2]);
    input.noise.set([0.05, 0.1, 0]);
    input.intended.set([0.1, 0.95, -2]);
    recorder.step(hopper, input);
    recorder.finish("operator");
    expect(hopper.executed[0]).toEqual([Math.fround(0.1 + 0.05), 1, -1]);
    expect(column(batches, "action")).toEqual(hopper.executed[0]);
    expect(column(batches, "action_label")).toEqual([Math.fround(0.1), Math.fround(0.95), -1]);
    expect(column(batches, "action_intended")).toEqual([Math.fround(0.1), Math.fround(0.95), -2]);
  });

  it("applies the pushes it stores", () => {
    const batches: StepBatch[] = [];
    const hopper = createFakeHopper();
    const recorder = createStepRecorder((batch) => batches.push(batch));
    const input = createStepInput();
    input.push[2] = 4.1;
    recorder.step(hopper, input);
    recorder.finish("operator");
    expect(hopper.pushes).toEqual([{ body: "thigh", x: Math.fround(4.1), z: 0 }]);
    expect(column(batches, "push")[2]).toBe(Math.fround(4.1));
  });

  it("marks the last row by the operator's stop, even one that filled a batch", () => {
    for (const steps of [1, 15, 16, 17, 32, 33, 64]) {
      const { batches, recorder } = record(steps);
      expect(recorder.cause).toBe("operator");
      expect(column(batches, "truncated")).toEqual([...Array.from({ length: steps - 1 }, () => 0), 1]);
      expect(column(batches, "cause").at(-1)).toBe(END_CAUSES.indexOf("operator"));
    }
  });

  it("keeps the simulation's own end against a later stop, and refuses to step on", () => {
    const batches: StepBatch[] = [];
    const hopper = createFakeHopper();
    hopper.fallAt = 2;
    const recorder = createStepRecorder((batch) => batches.push(batch));
    const input = createStepInput();
    recorder.step(hopper, input);
    recorder.step(hopper, input);
    expect(() => recorder.step(hopper, input)).toThrow("ended");
    expect(recorder.finish("operator")).toBe("pitch");
    expect(column(batches, "terminated")).toEqual([0, 1]);
    expect(column(batches, "truncated")).toEqual([0, 0]);
  });

  it("refuses an action that is no number and changes nothing", () => {
    const { hopper, recorder } = record(3, null);
    const input = createStepInput();
    input.action[1] = Number.NaN;
    input.push[0] = 1;
    expect(() => recorder.step(hopper, input)).toThrow(
      expect.objectContaining({ failure: expect.objectContaining({ kind: "invalid-input" }) }),
    );
    expect(recorder.steps).toBe(3);
    expect(hopper.steps).toBe(3);
    expect(hopper.pushes).toEqual([]);
  });

  it("hands over memory of its own, and starts anew after a reset", () => {
    const { batches, hopper, recorder } = record(10);
    const before = column(batches, "reward");
    recorder.reset();
    hopper.reset(1);
    recorder.step(hopper, createStepInput());
    recorder.finish("interrupted");
    expect(column(batches.slice(0, 1), "reward")).toEqual(before);
    expect(batches[1]?.first).toBe(0);
    expect(recorder.total).toBe(1);
    expect(recorder.cause).toBe("interrupted");
  });

  it("hands over nothing for an episode without rows", () => {
    expect(record(0).batches).toEqual([]);
  });
});
