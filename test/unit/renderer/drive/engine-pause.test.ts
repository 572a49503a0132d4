import { expect, test } from "vitest";
import { PAD } from "../../../../src/renderer/drive/records.ts";
import type { FromWorker } from "../../../../src/renderer/drive/messages.ts";
import { createEngine } from "../../../../src/renderer/drive/worker/engine.ts";
import { DEFAULT_STICK_OPTIONS } from "../../../../src/shared/control/pad-sample.ts";
import { INPUT_DEVICES } from "../../../../src/shared/dataset/columns.ts";
import { createSimulatedDrive } from "../../../builders/simulated-drive.ts";

test("a pause hands over all rows but the newest, and every row says which device was read", () => {
  const told: FromWorker[] = [];
  let now = 1000;
  const { handle } = createEngine(
    (message) => void told.push(message),
    () => now,
  );
  const person = { level: "cruise", sticks: DEFAULT_STICK_OPTIONS } as const;
  const stepWith = (device: (typeof INPUT_DEVICES)[number]): void => {
    now += 8;
    const values = new Float64Array(PAD.size);
    values[PAD.time] = now;
    values[PAD.device] = INPUT_DEVICES.indexOf(device);
    handle({ type: "pad", values });
    handle({ type: "step" });
  };
  const handed = () =>
    told.flatMap((message) => (message.type === "batch" ? [...(message.batch.columns.pad_device ?? [])] : []));
  handle({ type: "init", lead: 0, shared: null });
  handle({ type: "load", run: { kind: "person", person, task: { maxSteps: 1000, noise: 0 } } });
  handle({ type: "begin", episode: 1, seed: 1 });
  for (const device of ["pad", "pad", "pad", "none", "keyboard"] as const) stepWith(device);
  expect(handed()).toEqual([]);
  handle({ type: "halt" });
  expect(handed()).toEqual([1, 1, 1, 0]);
  stepWith("keyboard");
  handle({ type: "halt" });
  handle({ type: "halt" });
  handle({ type: "finish", cause: "operator" });
  expect(handed()).toEqual([1, 1, 1, 0, 2, 2]);
  expect(told.flatMap((message) => (message.type === "batch" ? [message.batch.first] : []))).toEqual([0, 4, 5]);
});

test("a simulation that breaks down hands over every row before that, the last one as the end", async () => {
  const person = { level: "cruise", sticks: DEFAULT_STICK_OPTIONS } as const;
  const drive = createSimulatedDrive({ kind: "person", person, task: { maxSteps: 1000, noise: 0 } });
  drive.send({ type: "begin", episode: 1, seed: 1 });
  drive.onTick = (step) => {
    if (step === 20) drive.send({ type: "push", push: { body: "torso", x: Number.NaN, z: 0 } });
  };
  await drive.drive(40);
  expect(drive.last("fault")?.failure.kind).toBe("invalid-input");
  expect(drive.rows("step").flat()).toEqual(Array.from({ length: 20 }, (_, row) => row));
  expect(drive.rows("truncated").flat().indexOf(1)).toBe(19);
  expect(drive.told.findLastIndex(({ type }) => type === "batch")).toBeLessThan(
    drive.told.findIndex(({ type }) => type === "fault"),
  );
});
