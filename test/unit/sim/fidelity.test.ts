import { describe, expect, it } from "vitest";
import { createHopper } from "../../../src/shared/sim/create-hopper.ts";
import {
  mujocoExpert,
  mujocoRareTransitions,
  mujocoTransitions,
  RUN_STEPS,
} from "../../../bench/physics/mujoco-data.ts";
import type { MujocoStep } from "../../../bench/physics/mujoco-data.ts";

function squaredError(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, k) => sum + (value - (b[k] ?? NaN)) ** 2, 0);
}

function rmse(steps: readonly MujocoStep[], integrator: "rk4" | "euler"): number {
  const hopper = createHopper({ integrator });
  let sum = 0;
  for (const step of steps) {
    hopper.setState(step.qpos, step.qvel);
    hopper.step(step.action);
    sum += squaredError(hopper.qvel, step.nextQvel);
  }
  return Math.sqrt(sum / steps.length / 6);
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

describe("against MuJoCo's Hopper-v5", () => {
  const transitions = mujocoTransitions();

  it("has the velocities of one step to MuJoCo's solver tolerance, for every kind of motion", () => {
    for (const kind of [0, 1, 2, 3, 4]) {
      const steps = transitions.filter((step) => step.kind === kind);
      expect(steps.length).toBe(150);
      expect(rmse(steps, "rk4")).toBeLessThan(5e-9);
    }
  });

  it("has Euler's larger error, and no more", () => {
    const error = rmse(transitions, "euler");
    expect(error).toBeGreaterThan(1e-3);
    expect(error).toBeLessThan(0.1);
  });

  it.each([
    ["links against each other", 0, {}],
    ["joints beyond their stops", 1, {}],
    ["any pose at the floor", 2, {}],
    ["lying", 3, {}],
    ["a slope", 4, { terrain: { slope: 0.2 } }],
    ["added mass", 5, { added_mass: { torso: 2, foot: 1 } }],
  ])("is MuJoCo's model to the last digits where MuJoCo solves exactly: %s", (_, kind, options) => {
    const steps = mujocoRareTransitions().filter((step) => step.kind === kind);
    expect(steps.length).toBe(60);
    const hopper = createHopper(options);
    let worst = 0;
    for (const step of steps) {
      hopper.setState(step.qpos, step.qvel);
      hopper.step(step.action);
      const scale = 1 + Math.hypot(...step.nextQvel);
      worst = Math.max(worst, Math.sqrt(squaredError(hopper.qvel, step.nextQvel)) / scale);
    }
    expect(worst).toBeLessThan(2e-13);
  });

  it("stays with MuJoCo for 50 steps of open loop", () => {
    const hopper = createHopper();
    const errors: number[] = [];
    for (let first = 0; first < transitions.length; first += RUN_STEPS) {
      const run = transitions.slice(first, first + RUN_STEPS);
      const [start, end] = [run[0], run.at(-1)];
      if (start === undefined || end === undefined) throw new Error("an empty run");
      hopper.setState(start.qpos, start.qvel);
      for (const step of run) hopper.step(step.action);
      errors.push(Math.sqrt(squaredError(hopper.qpos, end.nextQpos) / 6));
    }
    expect(median(errors)).toBeLessThan(1e-12);
    expect(Math.max(...errors)).toBeLessThan(1e-5);
  });

  it("gives Gymnasium's reward, end and contact", () => {
    const hopper = createHopper();
    let ends = 0;
    for (const step of transitions) {
      hopper.setState(step.qpos, step.qvel);
      const result = hopper.step(step.action);
      expect(Math.abs(result.reward - step.reward)).toBeLessThan(1e-7);
      expect(result.terminated).toBe(step.terminated);
      expect(result.contact).toBe(step.contact);
      ends += Number(step.terminated);
    }
    expect(ends).toBeGreaterThan(0);
  });

  it("carries an expert trained in MuJoCo for 1000 steps on every seed", () => {
    const act = mujocoExpert();
    const action = new Float64Array(3);
    const hopper = createHopper();
    let total = 0;
    for (let seed = 0; seed < 20; seed++) {
      hopper.reset(seed);
      for (let k = 0; k < 1000; k++) {
        act(hopper.observation, action);
        const result = hopper.step(action);
        expect(result.terminated).toBe(false);
        total += result.reward;
      }
    }
    expect(Math.abs(total / 20 - 3726)).toBeLessThan(15);
  });
});
