import { readFileSync } from "node:fs";
import { join } from "node:path";
import { findAppFolder } from "../../src/node/settings/app-folder.ts";
import { createPersonActor, createPolicyActor } from "../../src/renderer/drive/worker/actors.ts";
import { createHands } from "../../src/renderer/drive/worker/hands.ts";
import type { Hands } from "../../src/renderer/drive/worker/hands.ts";
import { createRehearsal } from "../../src/renderer/drive/worker/rehearsal.ts";
import { createSharedActor } from "../../src/renderer/drive/worker/shared-actor.ts";
import { clamp } from "../../src/shared/base/math.ts";
import { createRng } from "../../src/shared/base/rng.ts";
import { STEP_RATE, STEP_SECONDS } from "../../src/shared/base/specs.ts";
import { MAX_HOP_SPEED, MAX_SPEED } from "../../src/shared/control/command-limits.ts";
import type { DriveLevel } from "../../src/shared/control/levels.ts";
import { DEFAULT_STICK_OPTIONS } from "../../src/shared/control/pad-sample.ts";
import type { PadSample } from "../../src/shared/control/pad-sample.ts";
import { createNoiseStream } from "../../src/shared/record/noise-stream.ts";
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
  /** standard deviation of the noise on the torques, from the episode's start on; absent: none */
  readonly noise?: number;
  readonly runs: number;
  /** of the runs that stand STANDING s later; null: told for comparison */
  readonly bar: number | null;
}

/** What a trial gave; shares of its runs that had not fallen before the press. */
export interface ChangeRow extends ChangeTrial {
  readonly stoodBriefly: number;
  readonly stood: number;
  /** from the press to the change, s */
  readonly waitMedian: number;
  readonly waitLongest: number;
  /** shares of the runs in which whoever held had fallen before the press; the other figures are about those that had not */
  readonly fellBefore: number;
  /** shares of the runs that would have stood as long after the press, had nobody pressed; null without noise, where all do */
  readonly aloneBriefly: number | null;
  readonly alone: number | null;
  /** most steps of simulation that a tick rehearsed */
  readonly worked: number;
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
  { to: "person", level: "cruise", speed: 1, atOnce: false, noise: 0.05, runs: 100, bar: null },
  { to: "person", level: "cruise", speed: 1, atOnce: true, noise: 0.05, runs: 100, bar: null },
  { to: "person", level: "cruise", speed: 1, atOnce: false, noise: 0.1, runs: 100, bar: null },
  { to: "policy", level: "cruise", speed: 1, atOnce: false, noise: 0.05, runs: 100, bar: null },
  { to: "policy", level: "cruise", speed: 1, atOnce: false, noise: 0.1, runs: 100, bar: null },
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
  const { to, level, speed, atOnce, noise = 0, runs, bar } = trial;
  const hands = (): Hands => createHands(createPolicyActor(bytes), createPersonActor(level, DEFAULT_STICK_OPTIONS));
  const rehearsal = createRehearsal(hands(), {}, noise);
  const actor = createSharedActor(hands(), rehearsal);
  const pad = stickAt(level, speed);
  const hopper = createHopper({ max_episode_steps: Infinity });
  const input = createStepInput();
  const executed = new Float32Array(3);
  let stream = createNoiseStream(0);
  let worked = 0;
  /** false once it has fallen */
  const step = (): boolean => {
    const before = rehearsal.worked;
    actor.act(hopper, pad, input);
    worked = Math.max(worked, rehearsal.worked - before);
    for (let i = 0; i < executed.length; i += 1)
      executed[i] = clamp((input.action[i] ?? 0) + (noise > 0 ? noise * stream.normal() : 0), -1, 1);
    return !hopper.step(executed).terminated;
  };
  /** up to the press; false where it has fallen */
  const run = (seed: number): boolean => {
    const first = to === "person" ? FIRST : FIRST_OF_PERSON;
    const moment = first + createRng(seed).int(LAST - first + 1);
    hopper.reset(seed);
    actor.reset(seed);
    stream = createNoiseStream(seed);
    if (to === "policy") actor.hold(true, true);
    let stands = true;
    while (stands && hopper.steps < moment) stands = step();
    return stands;
  };
  /** s that it stands from now on, up to STANDING */
  const standing = (): number => {
    const from = hopper.steps;
    while (hopper.steps - from < STANDING * STEP_RATE && step());
    return (hopper.steps - from) * STEP_SECONDS;
  };
  const waits: number[] = [];
  const stood: number[] = [];
  const alone: number[] = [];
  for (let seed = 1; seed <= runs; seed += 1) {
    if (!run(seed)) continue;
    actor.hold(to === "person", atOnce);
    let wait = 0;
    let stands = true;
    while (stands && actor.changing) {
      stands = step();
      if (actor.changing) wait += 1;
    }
    waits.push(wait);
    stood.push(stands ? standing() : 0);
    if (noise > 0 && run(seed)) alone.push(standing());
  }
  const share = (of: readonly number[], least: number): number =>
    of.filter((seconds) => seconds >= least).length / stood.length;
  waits.sort((a, b) => a - b);
  const standsLong = share(stood, STANDING);
  return {
    ...trial,
    stoodBriefly: share(stood, BRIEFLY),
    stood: standsLong,
    waitMedian: (waits[waits.length >> 1] ?? 0) * STEP_SECONDS,
    waitLongest: (waits.at(-1) ?? 0) * STEP_SECONDS,
    fellBefore: 1 - stood.length / runs,
    aloneBriefly: noise > 0 ? share(alone, BRIEFLY) : null,
    alone: noise > 0 ? share(alone, STANDING) : null,
    worked,
    ok: bar === null ? null : standsLong >= bar,
  };
}

/** Takeovers from the shipped policy and hand-backs to it; `report` tells each row as it is measured. */
export function measureTakeovers(report: (line: string) => void): readonly ChangeRow[] {
  const bytes = shippedPolicy();
  report(
    `to      level   stick m/s  noise  moment  stood ${BRIEFLY} s  ${STANDING} s  wait s: median  longest  nobody asks: ${BRIEFLY} s  ${STANDING} s`,
  );
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
    (row.noise === undefined ? "–" : String(row.noise)).padStart(6),
    (row.atOnce ? "any" : "good").padStart(7),
    `${(100 * row.stoodBriefly).toFixed(0)} %`.padStart(10),
    `${(100 * row.stood).toFixed(0)} %`.padStart(5),
    row.waitMedian.toFixed(2).padStart(15),
    row.waitLongest.toFixed(2).padStart(8),
    percent(row.aloneBriefly).padStart(17),
    percent(row.alone).padStart(5),
    row.bar === null ? "" : `  ${100 * row.bar} %: ${row.ok === true ? "held" : "MISSED"}`,
  ];
  return cells.join(" ").trimEnd();
}

function percent(share: number | null): string {
  return share === null ? "–" : `${(100 * share).toFixed(0)} %`;
}
