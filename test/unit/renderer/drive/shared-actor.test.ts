import { describe, expect, test } from "vitest";
import { measureChange, shippedPolicy, stickAt } from "../../../../bench/driving/takeovers.ts";
import type { ChangeTrial } from "../../../../bench/driving/takeovers.ts";
import { createPersonActor, createPolicyActor } from "../../../../src/renderer/drive/worker/actors.ts";
import { HAND_BACK, planOf, TAKE_OVER } from "../../../../src/renderer/drive/worker/change-plan.ts";
import { createHands } from "../../../../src/renderer/drive/worker/hands.ts";
import type { Hands } from "../../../../src/renderer/drive/worker/hands.ts";
import { createRehearsal } from "../../../../src/renderer/drive/worker/rehearsal.ts";
import type { Rehearsal } from "../../../../src/renderer/drive/worker/rehearsal.ts";
import { createSharedActor } from "../../../../src/renderer/drive/worker/shared-actor.ts";
import type { SharedActor } from "../../../../src/renderer/drive/worker/shared-actor.ts";
import type { DriveLevel } from "../../../../src/shared/control/levels.ts";
import { DEFAULT_STICK_OPTIONS } from "../../../../src/shared/control/pad-sample.ts";
import { encodePolicy } from "../../../../src/shared/policy/policy-file.ts";
import { createStepInput } from "../../../../src/shared/record/step-input.ts";
import { createHopper } from "../../../../src/shared/sim/create-hopper.ts";
import type { Hopper } from "../../../../src/shared/sim/types.ts";
import { rememberingPolicy } from "../../../builders/remembering-policy.ts";

const SHIPPED = shippedPolicy();
const PAD = stickAt("cruise", 1);
/** finds no good moment */
const HOPELESS: Rehearsal = { worked: 0, begin(): void {}, advance: () => "fell" };

const handsOf = (bytes: Uint8Array, level: DriveLevel = "cruise"): Hands =>
  createHands(createPolicyActor(bytes), createPersonActor(level, DEFAULT_STICK_OPTIONS));

/** An actor on a hopper, and the actions of its next steps. */
function drive(
  actor: SharedActor,
  seed: number,
): { readonly hopper: Hopper; run(steps: number): readonly (readonly number[])[] } {
  const hopper = createHopper({ max_episode_steps: Infinity });
  const input = createStepInput();
  const executed = new Float32Array(3);
  hopper.reset(seed);
  actor.reset(seed);
  return {
    hopper,
    run: (steps) =>
      Array.from({ length: steps }, () => {
        actor.act(hopper, PAD, input);
        executed.set(input.action);
        hopper.step(executed);
        return [...input.action];
      }),
  };
}

/** steps until it has changed hands */
function waitOf(actor: SharedActor, run: (steps: number) => unknown): number {
  let steps = 0;
  for (; actor.changing; steps += 1) run(1);
  return steps - 1;
}

describe("a change of hands stands, at any moment of the hop", () => {
  const usual: ChangeTrial = { to: "person", level: "cruise", speed: 1, atOnce: false, runs: 20, bar: 0.95 };
  test.each<ChangeTrial>([
    usual,
    { ...usual, level: "hop", runs: 10, bar: 0.8 },
    { ...usual, to: "policy", runs: 10, bar: 0.9 },
    // Without a good moment the catch alone holds most of them; the hopping controller alone held three in a hundred.
    { ...usual, atOnce: true, runs: 40, bar: 0.6 },
  ])(
    "to the $to at $level, at once: $atOnce; $runs moments, $bar of them stand 10 s later",
    (trial) => {
      const row = measureChange(trial, SHIPPED);
      expect(row.stood).toBeGreaterThanOrEqual(trial.bar ?? Number.NaN);
      expect(row.waitLongest).toBeLessThanOrEqual(1.5);
      expect(row.ok).toBe(true);
    },
    120_000,
  );

  test("with noise more stand 3 s later than had nobody asked, and what stands 3 s stands 10 s", () => {
    const row = measureChange({ ...usual, noise: 0.05, runs: 30, bar: null }, SHIPPED);
    expect(row.stoodBriefly).toBeGreaterThanOrEqual(0.7);
    expect(row.stoodBriefly).toBeGreaterThan((row.aloneBriefly ?? Number.NaN) + 0.1);
    expect(row.stood).toBeGreaterThan((row.alone ?? Number.NaN) + 0.5);
    expect(row.stoodBriefly - row.stood).toBeLessThanOrEqual(0.1);
    expect(row.fellBefore).toBeLessThan(0.5);
  }, 120_000);

  test("the same moments lead to the same outcome", () => {
    const trial = { ...usual, runs: 2 };
    expect(measureChange(trial, SHIPPED)).toEqual(measureChange(trial, SHIPPED));
  });
});

describe("who acts while a good moment is awaited", () => {
  test("whoever held until now, with the very actions as if nobody had asked", () => {
    const asked = createSharedActor(handsOf(SHIPPED), createRehearsal(handsOf(SHIPPED), {}, 0));
    const alone = createSharedActor(handsOf(SHIPPED), null);
    const [one, two] = [drive(asked, 3), drive(alone, 3)];
    expect(one.run(100)).toEqual(two.run(100));
    asked.hold(true, false);
    expect(asked).toMatchObject({ source: "policy", level: "none", changing: true });
    expect(one.run(TAKE_OVER.lead)).toEqual(two.run(TAKE_OVER.lead));
    expect(asked).toMatchObject({ source: "policy", changing: true });
    waitOf(asked, one.run);
    expect(asked).toMatchObject({ source: "human", level: "cruise", changing: false });
  });

  test("a policy with a memory remembers nothing of what was rehearsed", () => {
    const bytes = encodePolicy(rememberingPolicy());
    const asked = createSharedActor(handsOf(bytes), createRehearsal(handsOf(bytes), {}, 0));
    const alone = createSharedActor(handsOf(bytes), null);
    const [one, two] = [drive(asked, 3), drive(alone, 3)];
    one.run(5);
    two.run(5);
    asked.hold(true, false);
    expect(one.run(TAKE_OVER.lead)).toEqual(two.run(TAKE_OVER.lead));
  });

  test("a second press, joints and torque do not wait", () => {
    const actor = createSharedActor(handsOf(SHIPPED), createRehearsal(handsOf(SHIPPED), {}, 0));
    const { run } = drive(actor, 1);
    actor.hold(true, false);
    run(2);
    actor.hold(true, true);
    expect(actor).toMatchObject({ source: "human", changing: false });
    const torque = createSharedActor(handsOf(SHIPPED, "torque"), null);
    const other = drive(torque, 1);
    torque.hold(true, false);
    other.run(1);
    expect(torque).toMatchObject({ source: "human", level: "torque", changing: false });
  });

  test("where no moment is found, it comes at the deadline, both ways", () => {
    const actor = createSharedActor(handsOf(SHIPPED), HOPELESS);
    const { run } = drive(actor, 1);
    actor.hold(true, false);
    expect(waitOf(actor, run)).toBe(Math.ceil(TAKE_OVER.longestWait));
    actor.hold(false, false);
    expect(waitOf(actor, run)).toBe(Math.ceil(HAND_BACK.longestWait));
  });

  test("who is about to fall is relieved at once", () => {
    const { hopper, run } = drive(createSharedActor(handsOf(SHIPPED), null), 1);
    run(200);
    // a hundredth of a second from the end
    const [qpos, qvel] = [Float64Array.from(hopper.qpos), Float64Array.from(hopper.qvel)];
    [qpos[2], qvel[2]] = [0.19, 4];
    hopper.setState(qpos, qvel);
    const hands = handsOf(SHIPPED);
    const actor = createSharedActor(hands, createRehearsal(handsOf(SHIPPED), {}, 0));
    actor.hold(true, false);
    actor.act(hopper, PAD, createStepInput());
    expect(actor).toMatchObject({ source: "human", changing: false });
  });

  test("a wish that is taken back changes nothing, and a reset gives the hopper to the policy", () => {
    const actor = createSharedActor(handsOf(SHIPPED), HOPELESS);
    const { run } = drive(actor, 1);
    actor.hold(true, false);
    run(3);
    actor.hold(false, false);
    expect(actor).toMatchObject({ source: "policy", changing: false });
    actor.hold(true, true);
    actor.reset(2);
    expect(actor).toMatchObject({ source: "policy", changing: false });
  });
});

test("a tick rehearses no more than 25 steps of simulation, whoever is to hold, with noise or without", () => {
  for (const noise of [0, 0.05]) {
    const rehearsal = createRehearsal(handsOf(SHIPPED), {}, noise);
    for (const human of [false, true]) {
      const hands = handsOf(SHIPPED);
      const { hopper, run } = drive(createSharedActor(hands, null), 1);
      run(100);
      hands.change(human);
      rehearsal.begin(hopper, hands, PAD, 0);
      const { lead, stands, draws } = planOf(!human, noise);
      for (let tick = 0; tick < lead; tick += 1) {
        const before = rehearsal.worked;
        const answer = rehearsal.advance();
        expect(rehearsal.worked - before).toBeLessThanOrEqual(25);
        if (answer !== "wait") break;
        expect(rehearsal.worked - before).toBe((draws * (lead + stands)) / lead);
      }
    }
  }
});

test("noise is rehearsed by draws of its own: the same state the same way, whatever was rehearsed before", () => {
  const trialOf = (rehearsal: Rehearsal, seed: number): readonly unknown[] => {
    const hands = handsOf(SHIPPED);
    const { hopper, run } = drive(createSharedActor(hands, null), seed);
    run(60 + 10 * seed);
    const before = rehearsal.worked;
    rehearsal.begin(hopper, hands, PAD, 2);
    const answers: string[] = [];
    while (answers.at(-1) !== "change" && answers.at(-1) !== "fell") answers.push(rehearsal.advance());
    return [...answers, rehearsal.worked - before];
  };
  const used = createRehearsal(handsOf(SHIPPED), {}, 0.05);
  const seeds = [1, 2, 3, 4, 5, 6];
  const answers = seeds.map((seed) => trialOf(used, seed));
  expect(new Set(answers.map((each) => each.length)).size).toBeGreaterThan(1);
  seeds
    .toReversed()
    .forEach((seed) => expect(trialOf(createRehearsal(handsOf(SHIPPED), {}, 0.05), seed)).toEqual(answers[seed - 1]));
  const calm = createRehearsal(handsOf(SHIPPED), {}, 0);
  expect(seeds.map((seed) => trialOf(calm, seed))).not.toEqual(answers);
});

test("a rehearsal that finds a good moment foretells it: the hopper stands for as long as was rehearsed", () => {
  const live = handsOf(SHIPPED);
  const rehearsal = createRehearsal(handsOf(SHIPPED), {}, 0);
  const actor = createSharedActor(live, rehearsal);
  for (const seed of [1, 2, 3, 4]) {
    const { hopper, run } = drive(actor, seed);
    run(100 * seed);
    actor.hold(true, false);
    expect(waitOf(actor, run)).toBeLessThan(TAKE_OVER.longestWait);
    run(TAKE_OVER.stands - 1);
    expect(Math.abs(hopper.qpos[2] ?? Number.NaN)).toBeLessThan(0.2);
    expect(hopper.qpos[1]).toBeGreaterThan(0.7);
  }
});
