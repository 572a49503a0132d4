import { describe, expect, test } from "vitest";
import type { RunSpec } from "../../../../src/renderer/drive/messages.ts";
import { FRAME } from "../../../../src/renderer/drive/records.ts";
import type { DriveLevel } from "../../../../src/shared/control/levels.ts";
import { encodePolicy } from "../../../../src/shared/policy/policy-file.ts";
import { buildPolicy } from "../../../builders/policy.ts";
import { createSimulatedDrive } from "../../../builders/simulated-drive.ts";
import type { SimulatedDrive } from "../../../builders/simulated-drive.ts";

const person = (level: DriveLevel = "cruise"): RunSpec => ({
  kind: "person",
  person: { level, sticks: { deadZone: 0.1, expo: 0 } },
  task: { maxSteps: 1000, noise: 0 },
});
const begin = { type: "begin", episode: 1, seed: 3 } as const;
const finish = { type: "finish", cause: "operator" } as const;

function recording(run: RunSpec = person()): SimulatedDrive {
  const drive = createSimulatedDrive(run);
  drive.send(begin);
  return drive;
}

/** An episode that falls, where time slows before a fall. */
async function fallInSlowMotion(): Promise<SimulatedDrive> {
  const drive = createSimulatedDrive(person("torque"));
  drive.send({ type: "scale", value: 1, autoSlow: true });
  drive.send(begin);
  drive.axis = 0.9;
  await drive.drive(1000);
  drive.send(finish);
  return drive;
}

/** Once, when `step` is the step to come. */
function at(drive: SimulatedDrive, step: number, act: () => void): void {
  drive.onTick = (now) => {
    if (now < step) return;
    drive.onTick = null;
    act();
  };
}

describe("ticks missed in a stall of 1 s", () => {
  const missedAfter = async (act: (drive: SimulatedDrive) => void): Promise<number> => {
    const drive = recording();
    at(drive, 20, () => {
      drive.time += 1000;
      act(drive);
    });
    await drive.drive(30);
    await drive.drive(40);
    drive.send(finish);
    const missed = drive.rows("missed_ticks").at(-1)?.[0] ?? 0;
    expect(drive.last("finished")?.outcome.health.missedTicks).toBe(missed);
    return missed;
  };

  test("are counted when the tick comes first", async () => {
    expect(await missedAfter(() => undefined)).toBe(125);
  });

  test("are counted when another time scale is read first, and not by its period", async () => {
    expect(await missedAfter((drive) => drive.send({ type: "scale", value: 0.5, autoSlow: false }))).toBe(125);
  });

  test("are counted when a halt is read first, as far as they passed wholly", async () => {
    expect(await missedAfter((drive) => drive.send({ type: "halt" }))).toBeGreaterThanOrEqual(124);
  });

  test("are in the header when the recording ends before the next tick", async () => {
    const drive = recording();
    at(drive, 20, () => {
      drive.time += 1000;
      drive.send({ type: "halt" });
      drive.send(finish);
    });
    await drive.drive(30);
    expect(drive.last("finished")?.outcome.health.missedTicks).toBeGreaterThanOrEqual(124);
  });
});

test("the same time scale told again changes nothing: neither the grid nor time that is slow near a fall", async () => {
  const drive = recording(person("torque"));
  drive.send({ type: "scale", value: 1, autoSlow: true });
  drive.axis = 0.9;
  drive.onTick = () => drive.send({ type: "scale", value: 1, autoSlow: true });
  await drive.drive(1000);
  drive.send(finish);
  const scales = drive.rows("time_scale").flat();
  const wall = drive.rows("wall_time").flat();
  expect(scales.at(-1)).toBe(0.25);
  for (let i = 1; i < wall.length; i += 1) {
    expect((wall[i] ?? 0) - (wall[i - 1] ?? 0)).toBeCloseTo(0.008 / (scales[i] ?? 1), 3);
  }
});

describe("after a gap of 3600 s", () => {
  test("a recording halts for a reason of its own, though the page has renewed the pad first", async () => {
    const drive = recording();
    at(drive, 20, () => (drive.time += 3_600_000));
    await drive.drive(40);
    expect(drive.last("stood-still")?.seconds).toBeCloseTo(3600, 0);
    expect(drive.last("input-stale")).toBeNull();
    expect(drive.frame()[FRAME.steps]).toBe(20);
    await drive.drive(40);
    drive.send(finish);
    const { health, steps } = drive.last("finished")!.outcome;
    expect(steps).toBe(40);
    expect(health).toMatchObject({ missedTicks: 0, rateAsked: 125 });
    expect(health.stoodStill).toBeCloseTo(3600, 0);
    expect(health.rateHeld).toBeCloseTo(125, 3);
    // The gap is where it was: between two rows.
    const wall = drive.rows("wall_time").flat();
    expect((wall[20] ?? 0) - (wall[19] ?? 0)).toBeCloseTo(3600, 0);
  });

  test("a recording without a device halts, too", async () => {
    const policy = encodePolicy(buildPolicy());
    const drive = recording({ kind: "policy", bytes: policy, person: null, task: { maxSteps: 1000, noise: 0 } });
    drive.bare = true;
    at(drive, 10, () => (drive.time += 3_600_000));
    await drive.drive(40);
    expect(drive.last("stood-still")).not.toBeNull();
    expect(drive.frame()[FRAME.steps]).toBe(10);
  });

  test("a message that is read before the tick hides it no more", async () => {
    for (const message of [{ type: "halt" }, { type: "scale", value: 0.5, autoSlow: false }] as const) {
      const drive = recording();
      at(drive, 20, () => {
        drive.time += 3_600_000;
        drive.send(message);
      });
      await drive.drive(40);
      expect(drive.last("stood-still")).not.toBeNull();
      await drive.drive(40);
      drive.send(finish);
      expect(drive.last("finished")?.outcome.health.missedTicks).toBe(0);
    }
  });

  test("free driving goes on, as nothing was recorded", async () => {
    const drive = createSimulatedDrive(person());
    drive.send({ type: "reset", seed: 3 });
    at(drive, 20, () => (drive.time += 3_600_000));
    await drive.drive(40);
    expect(drive.last("stood-still")).toBeNull();
    expect(drive.frame()[FRAME.steps]).toBe(40);
    expect(drive.frame()[FRAME.missed]).toBe(0);
  });
});

describe("the end of an episode that nobody listened to", () => {
  test("is told again by whoever lets it run on, and no row is lost", async () => {
    const drive = recording(person("torque"));
    drive.axis = 0.9;
    await drive.drive(1000);
    const ended = drive.last("ended");
    expect(ended?.episode).toBe(1);
    drive.told.length = drive.told.indexOf(ended!);
    drive.send({ type: "run" });
    expect(drive.last("ended")).toEqual(ended);
    expect(drive.last("fault")).toBeNull();
    drive.send({ type: "step" });
    expect(drive.last("fault")).toBeNull();
    drive.send(finish);
    const steps = drive.last("finished")?.outcome.steps ?? 0;
    expect(steps).toBeGreaterThan(20);
    expect(drive.rows("step")).toHaveLength(steps);
    expect(drive.rows("terminated").at(-1)).toEqual([1]);
  });
});

describe("rates asked for and held", () => {
  test("agree where nothing was missed, at any mixture of time scales", async () => {
    const drive = recording();
    for (const [step, value] of [
      [100, 0.25],
      [150, 1],
      [180, 0.125],
      [200, 2],
    ] as const) {
      await drive.drive(step);
      drive.send({ type: "scale", value, autoSlow: false });
    }
    await drive.drive(300);
    drive.send(finish);
    const { rateAsked, rateHeld, missedTicks } = drive.last("finished")!.outcome.health;
    expect(missedTicks).toBe(0);
    expect(rateHeld / rateAsked).toBeCloseTo(1, 6);
    expect(rateAsked).toBeLessThan(80);
  });

  test("agree where time slows by itself", async () => {
    const drive = await fallInSlowMotion();
    const { rateAsked, rateHeld } = drive.last("finished")!.outcome.health;
    expect(new Set(drive.rows("time_scale").flat())).toEqual(new Set([1, 0.25]));
    expect(rateHeld / rateAsked).toBeCloseTo(1, 6);
  });
});

test("the health of an episode that goes on from a moment covers the rows before it, not those left behind", async () => {
  const drive = recording();
  at(drive, 10, () => (drive.time += 400));
  await drive.drive(50);
  at(drive, 60, () => (drive.time += 800));
  await drive.drive(100);
  drive.send({ type: "scale", value: 0.25, autoSlow: false });
  await drive.drive(120);
  drive.send({ type: "branch", episode: 2, step: 50 });
  const left = drive.last("finished")!.outcome.health;
  expect(left.missedTicks).toBe(150);
  drive.send({ type: "scale", value: 1, autoSlow: false });
  await drive.drive(100);
  drive.send(finish);
  const { health, steps } = drive.last("finished")!.outcome;
  expect(steps).toBe(100);
  expect(health.missedTicks).toBe(50);
  expect(health.rateAsked).toBeCloseTo(125, 6);
  // 98 intervals between the ticks of two runs, in which 50 more were due
  expect(health.rateHeld).toBeCloseTo((125 * 98) / (98 + 50), 6);
});

test("an episode begins at the scale that was chosen, however the last one ended", async () => {
  const drive = await fallInSlowMotion();
  expect(drive.rows("time_scale").at(-1)).toEqual([0.25]);
  drive.send({ type: "branch", episode: 2, step: 4 });
  await drive.drive(9);
  drive.send(finish);
  expect(drive.rows("time_scale", 2)).toEqual(drive.rows("time_scale").slice(4, 9));
  expect(drive.rows("time_scale", 2)[0]).toEqual([1]);
  drive.send({ ...begin, episode: 3 });
  await drive.drive(20);
  drive.send(finish);
  expect(new Set(drive.rows("time_scale", 3).flat())).toEqual(new Set([1]));
});

describe("a sleep that the monotonic clock leaves out", () => {
  const HOUR = 3_600_000;

  test("pauses a recording, and stands between two rows and in the header", async () => {
    const drive = recording();
    at(drive, 20, () => (drive.asleep += HOUR));
    await drive.drive(40);
    expect(drive.last("stood-still")?.seconds).toBeCloseTo(3600, 1);
    await drive.drive(40);
    drive.send(finish);
    const wall = drive.rows("wall_time").flat();
    expect(wall).toHaveLength(40);
    expect((wall[20] ?? 0) - (wall[19] ?? 0)).toBeCloseTo(3600, 1);
    const [read, age] = [drive.rows("pad_time").flat(), drive.rows("pad_age").flat()];
    wall.forEach((time, row) => expect(time - (read[row] ?? 0)).toBeCloseTo(age[row] ?? Number.NaN, 4));
    expect(drive.last("finished")?.outcome.health).toMatchObject({ missedTicks: 0 });
    expect(drive.last("finished")?.outcome.health.stoodStill).toBeCloseTo(3600, 1);
  });

  test("during a pause is no fault of the loop, but real time all the same", async () => {
    const drive = recording();
    await drive.drive(20);
    drive.asleep += HOUR;
    await drive.drive(40);
    drive.send(finish);
    expect(drive.last("stood-still")).toBeNull();
    const wall = drive.rows("wall_time").flat();
    expect((wall[20] ?? 0) - (wall[19] ?? 0)).toBeCloseTo(3600, 1);
    expect(drive.last("finished")?.outcome.health.stoodStill).toBeUndefined();
  });

  test("is not seen in a clock that is set back, or put right by little", async () => {
    const drive = recording();
    at(drive, 20, () => (drive.asleep -= HOUR));
    await drive.drive(30);
    at(drive, 35, () => (drive.asleep += 900));
    await drive.drive(60);
    drive.send(finish);
    expect(drive.last("stood-still")).toBeNull();
    expect(drive.rows("wall_time").at(-1)?.[0]).toBeLessThan(1);
  });

  test("free driving goes on", async () => {
    const drive = createSimulatedDrive(person());
    at(drive, 20, () => (drive.asleep += HOUR));
    await drive.drive(40);
    expect(drive.last("stood-still")).toBeNull();
    expect(drive.frame()[FRAME.missed]).toBe(0);
  });
});
