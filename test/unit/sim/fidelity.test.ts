import { describe, expect, it } from "vitest";
import { createHopper } from "../../../src/shared/sim/create-hopper.ts";
import { median, openLoopErrors, squaredError, velocityError } from "../../../bench/physics/fidelity.ts";
import { mujocoExpert, mujocoRareTransitions, mujocoTransitions } from "../../../bench/physics/mujoco-data.ts";

describe("against MuJoCo's Hopper-v5", () => {
  const transitions = mujocoTransitions();

  it("has the velocities of one step to MuJoCo's solver tolerance, for every kind of motion", () => {
    for (const kind of [0, 1, 2, 3, 4]) {
      const steps = transitions.filter((step) => step.kind === kind);
      expect(steps.length).toBe(150);
      expect(velocityError(steps, { integrator: "rk4" })).toBeLessThan(5e-9);
    }
  });

  it("has Euler's larger error, and no more", () => {
    const error = velocityError(transitions, { integrator: "euler" });
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
    const errors = openLoopErrors("rk4");
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
