import { readFileSync } from "node:fs";
import { join } from "node:path";
import { findAppFolder } from "../../src/node/settings/app-folder.ts";
import { createPersonActor, createPolicyActor } from "../../src/renderer/drive/worker/actors.ts";
import { createHands } from "../../src/renderer/drive/worker/hands.ts";
import type { Hands } from "../../src/renderer/drive/worker/hands.ts";
import { createRehearsal } from "../../src/renderer/drive/worker/rehearsal.ts";
import { createSharedActor } from "../../src/renderer/drive/worker/shared-actor.ts";
import { createRng } from "../../src/shared/base/rng.ts";
import { STEP_RATE, STEP_SECONDS } from "../../src/shared/base/specs.ts";
import { MAX_HOP_SPEED, MAX_SPEED } from "../../src/shared/control/command-limits.ts";
import type { DriveLevel } from "../../src/shared/control/levels.ts";
import { DEFAULT_STICK_OPTIONS } from "../../src/shared/control/pad-sample.ts";
import type { PadSample } from "../../src/shared/control/pad-sample.ts";
import { createStepInput } from "../../src/shared/record/step-input.ts";
import { createHopper } from "../../src/shared/sim/create-hopper.ts";

/** A policy and a person, of whom one hands the hopper to the other at any moment of the run. */
export interface ChangeTrial {
  /** who gets it */
  readonly to: "person" | "policy";
  readonly level: DriveLevel;
  /** m/s, where the person's stick stands all the time */
  readonly speed: number;
  /** at the moment itself, instead of at the next that is found good */
  readonly atOnce: boolean;
  readonly runs: number;
  /** of the runs that stand STANDING s later; null: told for comparison */
  readonly bar: number | null;
}

/** What a trial gave; shares of its runs. */
export interface ChangeRow extends ChangeTrial {
  readonly stoodBriefly: number;
  readonly stood: number;
  /** from the press to the change, s */
  readonly waitMedian: number;
  readonly waitLongest: number;
  readonly ok: boolean | null;
}

const TRIALS: readonly ChangeTrial[] = [
  { to: "person", level: "cruise", speed: 0, atOnce: false, runs: 100, bar: 0.95 },
  { to: "person", level: "cruise", speed: 1, atOnce: false, runs: 100, bar: 0.95 },
  { to: "person", level: "cruise", speed: 2, atOnce: false, runs: 100, bar: 0.95 },
  { to: "person", level: "hop", speed: 1, atOnce: false, runs: 100, bar: 0.8 },
  { to: "person", level: "cruise", speed: 1, atOnce: true, runs: 100, bar: null },
  { to: "policy", level: "cruise", speed: 1, atOnce: false, runs: 100, bar: 0.95 },
  { to: "policy", level: "cruise", speed: 2, atOnce: false, runs: 100, bar: 0.95 },
  { to: "policy", level: "cruise", speed: 1, atOnce: true, runs: 100, bar: null },
];
/** steps among which the button is pressed: after a person has taken over, later */
const FIRST = 30;
const FIRST_OF_PERSON = 250;
const LAST = 1000;
/** s after the change */
const BRIEFLY = 3;
const STANDING = 10;

/** The policy that comes with the app. */
export function shippedPolicy(): Uint8Array {
  return readFileSync(join(findAppFolder(), "resources", "demo", "demo-cs285-clone.safetensors"));
}

/** A stick that asks for `speed`, past its dead zone. */
export function stickAt(level: DriveLevel, speed: number): PadSample {
  const share = speed / (level === "hop" ? MAX_HOP_SPEED : MAX_SPEED);
  const { deadZone } = DEFAULT_STICK_OPTIONS;
  return { axes: [share === 0 ? 0 : deadZone + (1 - deadZone) * share, 0, 0, 0], buttons: [] };
}

/** One trial with a policy's file: run k has seed k + 1, and a moment drawn from it. */
export function measureChange(trial: ChangeTrial, bytes: Uint8Array): ChangeRow {
  const { to, level, speed, atOnce, runs, bar } = trial;
  const hands = (): Hands => createHands(createPolicyActor(bytes), createPersonActor(level, DEFAULT_STICK_OPTIONS));
  const actor = createSharedActor(hands(), createRehearsal(hands(), {}));
  const pad = stickAt(level, speed);
  const hopper = createHopper({ max_episode_steps: Infinity });
  const input = createStepInput();
  const executed = new Float32Array(3);
  /** false once it has fallen */
  const step = (): boolean => {
    actor.act(hopper, pad, input);
    executed.set(input.action);
    return !hopper.step(executed).terminated;
  };
  const waits: number[] = [];
  let briefly = 0;
  let stood = 0;
  for (let run = 0; run < runs; run += 1) {
    const first = to === "person" ? FIRST : FIRST_OF_PERSON;
    const moment = first + createRng(run + 1).int(LAST - first + 1);
    hopper.reset(run + 1);
    actor.reset(run + 1);
    if (to === "policy") actor.hold(true, true);
    let stands = true;
    while (stands && hopper.steps < moment) stands = step();
    actor.hold(to === "person", atOnce);
    let wait = 0;
    while (stands && actor.changing) {
      stands = step();
      if (actor.changing) wait += 1;
    }
    const from = hopper.steps;
    while (stands && hopper.steps - from < STANDING * STEP_RATE) stands = step();
    waits.push(wait);
    if (stands || hopper.steps - from >= BRIEFLY * STEP_RATE) briefly += 1;
    if (stands) stood += 1;
  }
  waits.sort((a, b) => a - b);
  return {
    ...trial,
    stoodBriefly: briefly / runs,
    stood: stood / runs,
    waitMedian: (waits[runs >> 1] ?? 0) * STEP_SECONDS,
    waitLongest: (waits.at(-1) ?? 0) * STEP_SECONDS,
    ok: bar === null ? null : stood / runs >= bar,
  };
}

/** Takeovers from the shipped policy and hand-backs to it; `report` tells each row as it is measured. */
export function measureTakeovers(report: (line: string) => void): readonly ChangeRow[] {
  const bytes = shippedPolicy();
  report(`to      level   stick m/s  moment  stood ${BRIEFLY} s  ${STANDING} s  wait s: median  longest`);
  return TRIALS.map((trial) => {
    const row = measureChange(trial, bytes);
    report(describe(row));
    return row;
  });
}

function describe(row: ChangeRow): string {
  const cells = [
    row.to.padEnd(7),
    row.level.padEnd(7),
    String(row.speed).padStart(9),
    (row.atOnce ? "any" : "good").padStart(7),
    `${(100 * row.stoodBriefly).toFixed(0)} %`.padStart(10),
    `${(100 * row.stood).toFixed(0)} %`.padStart(5),
    row.waitMedian.toFixed(2).padStart(15),
    row.waitLongest.toFixed(2).padStart(8),
    row.bar === null ? "" : `  ${100 * row.bar} %: ${row.ok === true ? "held" : "MISSED"}`,
  ];
  return cells.join(" ").trimEnd();
}
