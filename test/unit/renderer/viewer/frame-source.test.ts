import { expect, test } from "vitest";
import { mailboxBytes, openMailbox } from "../../../../src/renderer/drive/mailbox.ts";
import { FRAME } from "../../../../src/renderer/drive/records.ts";
import { openFrameSource } from "../../../../src/renderer/viewer/frame-source.ts";
import { createPhysicsFrame } from "../../../../src/renderer/viewer/types.ts";

test("nothing is read before the first frame; then states, their times on this thread's clock, and what is commanded", () => {
  const memory = new SharedArrayBuffer(mailboxBytes(FRAME.size));
  const source = openFrameSource(memory);
  const frame = createPhysicsFrame();
  expect(source.read(frame)).toBe(false);

  const values = new Float64Array(FRAME.size);
  const due = performance.now() + 3;
  values[FRAME.previousTime] = performance.timeOrigin + due - 8;
  values[FRAME.time] = performance.timeOrigin + due;
  values[FRAME.epoch] = 2;
  values[FRAME.contact] = 1;
  values[FRAME.speed] = 1.5;
  values[FRAME.command] = Number.NaN;
  for (let i = 0; i < 12; i += 1) {
    values[FRAME.previousPoses + i] = i;
    values[FRAME.poses + i] = 10 + i;
  }
  openMailbox(memory, FRAME.size).write(values);

  expect(source.read(frame)).toBe(true);
  expect(frame.time).toBeCloseTo(due, 2);
  expect(frame.time - frame.previousTime).toBeCloseTo(8, 2);
  expect([...frame.previous]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  expect(frame.current[11]).toBe(21);
  expect(frame).toMatchObject({ epoch: 2, contact: true, speed: 1.5, command: Number.NaN });
});
