import { describe, expect, it } from "vitest";
import { FailureError } from "../../../src/shared/base/failure.ts";
import { createRng } from "../../../src/shared/base/rng.ts";
import { BODIES } from "../../../src/shared/base/specs.ts";
import { createHopper } from "../../../src/shared/sim/create-hopper.ts";
import type { HopperOptions, StepResult } from "../../../src/shared/sim/types.ts";

const STILL = [0, 0, 0];

/** the failure's kind, of whatever `act` throws */
function kindOf(act: () => unknown): string {
  try {
    act();
  } catch (thrown) {
    if (thrown instanceof FailureError) return thrown.failure.kind;
    throw thrown;
  }
  return "none";
}

/** one step from a state */
function stepFrom(options: Partial<HopperOptions>, qpos: readonly number[], qvel: readonly number[]): StepResult {
  const hopper = createHopper(options);
  hopper.setState(qpos, qvel);
  return hopper.step(STILL);
}

describe("createHopper", () => {
  it("starts like Gymnasium: height 1.25, the rest 0, uniform noise of 5e-3 on all twelve", () => {
    const hopper = createHopper();
    const start = [0, 1.25, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    let largest = 0;
    for (let seed = 0; seed < 200; seed++) {
      hopper.reset(seed);
      [...hopper.qpos, ...hopper.qvel].forEach((value, k) => {
        const noise = Math.abs(value - (start[k] ?? NaN));
        expect(noise).toBeLessThanOrEqual(5e-3);
        largest = Math.max(largest, noise);
      });
    }
    expect(largest).toBeGreaterThan(4.9e-3);
  });

  it("observes positions without x, or with it, and velocities clipped to ±10", () => {
    const qpos = [3, 1.2, 0.1, -0.2, -0.3, 0.2];
    const qvel = [20, -20, 1, 2, 3, 4];
    const without = createHopper();
    without.setState(qpos, qvel);
    expect(Array.from(without.observation)).toEqual([1.2, 0.1, -0.2, -0.3, 0.2, 10, -10, 1, 2, 3, 4]);
    const withX = createHopper({ exclude_current_positions_from_observation: false });
    withX.setState(qpos, qvel);
    expect(Array.from(withX.observation)).toEqual([3, 1.2, 0.1, -0.2, -0.3, 0.2, 10, -10, 1, 2, 3, 4]);
  });

  it("names why an episode ended", () => {
    expect(stepFrom({}, [0, 0.6, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0]).cause).toBe("height");
    expect(stepFrom({}, [0, 1.3, 0.5, 0, 0, 0], [0, 0, 0, 0, 0, 0])).toMatchObject({
      terminated: true,
      cause: "pitch",
    });
    expect(stepFrom({}, [0, 1.3, 0, 0, 0, 0], [200, 0, 0, 0, 0, 0])).toMatchObject({
      terminated: true,
      cause: "state",
    });
    expect(stepFrom({}, [500, 1.3, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0])).toMatchObject({ terminated: false, cause: null });
    expect(stepFrom({ max_episode_steps: 1 }, [0, 1.3, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0])).toMatchObject({
      terminated: false,
      truncated: true,
      cause: "time-limit",
    });
  });

  it("goes on when unhealthy, without the healthy reward, if asked to", () => {
    const options = { terminate_when_unhealthy: false };
    const result = stepFrom(options, [0, 0.6, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0]);
    expect(result).toMatchObject({ terminated: false, reward_healthy: 0, cause: null });
  });

  it("weighs the parts of the reward", () => {
    const hopper = createHopper({ forward_reward_weight: 2, ctrl_cost_weight: 0.1, healthy_reward: 5 });
    const x = hopper.qpos[0] ?? NaN;
    const result = hopper.step([0.5, -0.5, 0]);
    expect(result.reward_forward).toBeCloseTo((2 * ((hopper.qpos[0] ?? NaN) - x)) / 0.008, 12);
    expect(result.reward_ctrl).toBeCloseTo(-0.05, 12);
    expect(result.reward_healthy).toBe(5);
    expect(result.reward).toBe(result.reward_forward + 5 + result.reward_ctrl);
  });

  it("refuses absurd actions, states, seeds and pushes, and changes nothing", () => {
    const hopper = createHopper();
    hopper.step([0.1, 0.2, 0.3]);
    const before = hopper.snapshot();
    for (const action of [[NaN, 0, 0], [0, Infinity, 0], [0, 0, -Infinity], [], [0, 0], [0, 0, 0, 0]]) {
      expect(kindOf(() => hopper.step(action))).toBe("invalid-input");
    }
    expect(kindOf(() => hopper.setState([0, 1, 0, 0, 0], STILL))).toBe("invalid-input");
    expect(kindOf(() => hopper.setState([0, NaN, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0]))).toBe("invalid-input");
    for (const seed of [-1, 0.5, NaN, 2 ** 32]) expect(kindOf(() => hopper.reset(seed))).toBe("invalid-input");
    expect(kindOf(() => hopper.push({ body: "torso", x: NaN, z: 0 }))).toBe("invalid-input");
    expect(hopper.snapshot()).toEqual(before);
  });

  it("clips the torque of an action beyond ±1, but not its cost", () => {
    const [beyond, at] = [createHopper(), createHopper()];
    const costs = [beyond.step([5, -5, 5]).reward_ctrl, at.step([1, -1, 1]).reward_ctrl];
    expect(Array.from(beyond.qvel)).toEqual(Array.from(at.qvel));
    expect(costs).toEqual([-0.075, -0.003]);
  });

  it("takes a push as a change of momentum, of the hopper as a whole", () => {
    for (const body of BODIES) {
      const [pushed, free] = [createHopper(), createHopper()];
      const air = [
        [0, 5, 0.3, -0.5, -0.7, 0.2],
        [0, 0, 1, 1, -1, 2],
      ] as const;
      pushed.setState(...air);
      free.setState(...air);
      pushed.push({ body, x: 2, z: 1 });
      pushed.push({ body, x: 1, z: 0 });
      pushed.step(STILL);
      free.step(STILL);
      const gained = momentum(pushed.qpos, pushed.qvel).map((p, k) => p - (momentum(free.qpos, free.qvel)[k] ?? NaN));
      // gravity acts alike on both; only the push differs
      expect(gained[0]).toBeCloseTo(3, 6);
      expect(gained[1]).toBeCloseTo(1, 6);
    }
  });

  it("refuses snapshots that are cut, foreign, or of another version", () => {
    const hopper = createHopper();
    const good = hopper.snapshot();
    const changed = (at: number, byte: number): Uint8Array => {
      const copy = good.slice();
      copy[at] = byte;
      return copy;
    };
    expect(good.length).toBeLessThan(200);
    hopper.step([1, 1, 1]);
    const before = hopper.snapshot();
    const notFinite = good.slice();
    new DataView(notFinite.buffer).setFloat64(12, NaN, true);
    for (const bad of [good.slice(0, -1), new Uint8Array(0), changed(0, 0), changed(4, 99), notFinite]) {
      expect(kindOf(() => hopper.restore(bad))).toBe("invalid-file");
    }
    expect(hopper.snapshot()).toEqual(before);
  });

  it("refuses options that make no sense", () => {
    const bad: Partial<HopperOptions>[] = [
      { healthy_z_range: [1, 0] },
      { healthy_angle_range: [NaN, 1] },
      { reset_noise_scale: -1 },
      { ctrl_cost_weight: NaN },
      { max_episode_steps: 0 },
      { max_episode_steps: 1.5 },
    ];
    for (const options of bad) expect(kindOf(() => createHopper(options))).toBe("invalid-input");
    // as they may stand in a file
    const foreign = [
      '{"healthy_z_range": 3}',
      '{"healthy_z_range": ["a", "b"]}',
      '{"ctrl_cost_weight": "1"}',
      '{"terminate_when_unhealthy": 1}',
      '{"frame_skip": 4}',
      '{"terrain": 5}',
      '{"terrain": {"patches": 3}}',
      '{"terrain": {"patches": [null]}}',
      '{"terrain": {"stairs": []}}',
      '{"terrain": {"hole": 1}}',
      '{"added_mass": {"torso": "1"}}',
      '{"added_mass": {"head": 1}}',
    ];
    for (const text of foreign) {
      expect(kindOf(() => createHopper(JSON.parse(text) as Partial<HopperOptions>))).toBe("invalid-input");
    }
  });

  it("has a fingerprint of 16 digits that every option changes", () => {
    const plain = createHopper().fingerprint;
    expect(plain).toMatch(/^[0-9a-f]{16}$/);
    expect(createHopper({}).fingerprint).toBe(plain);
    expect(createHopper({ reset_noise_scale: 5e-3 }).fingerprint).toBe(plain);
    const others: Partial<HopperOptions>[] = [
      { integrator: "euler" },
      { forward_reward_weight: 2 },
      { healthy_z_range: [0.7, 10] },
      { max_episode_steps: Infinity },
    ];
    const prints = others.map((options) => createHopper(options).fingerprint);
    expect(new Set([plain, ...prints]).size).toBe(others.length + 1);
  });

  it("stays finite and above the floor for random actions from any seed, far beyond the end of an episode", () => {
    const hopper = createHopper({ terminate_when_unhealthy: false, max_episode_steps: Infinity });
    const rng = createRng(4);
    const action = new Float64Array(3);
    let lowest = Infinity;
    for (let k = 0; k < 10_000; k++) {
      if (k % 1000 === 0) hopper.reset(k);
      for (let j = 0; j < 3; j++) action[j] = rng.uniform(-1, 1);
      hopper.step(action);
      lowest = Math.min(lowest, hopper.qpos[1] ?? NaN, ...hopper.observation.map((value) => value - value));
    }
    expect(lowest).toBeGreaterThan(-0.05);
  });

  it("comes to rest when left alone", () => {
    const hopper = createHopper({ terminate_when_unhealthy: false, max_episode_steps: Infinity });
    hopper.setState([0, 1.3, 0.4, 0, 0, 0], [0, 0, 0, 0, 0, 0]);
    for (let k = 0; k < 2500; k++) hopper.step(STILL);
    expect(Math.hypot(...hopper.qvel)).toBeLessThan(0.05);
    expect(hopper.qpos[1]).toBeLessThan(0.5);
  });
});

/** momentum of the four links from q and v, by finite differences of their centres: independent of the simulator's code */
function momentum(qpos: Float64Array, qvel: Float64Array): [number, number] {
  const masses = [3.6651914291880927, 4.057890510886817, 2.7813566959781633, 5.31557476987393];
  const centres = (scale: number): [number, number] => {
    const q = Array.from(qpos, (value, k) => value + scale * (qvel[k] ?? NaN));
    const [x = NaN, z = NaN, pitch = NaN, thigh = NaN, leg = NaN, foot = NaN] = q;
    const down = (angle: number, length: number): [number, number] => [
      -length * Math.sin(angle),
      -length * Math.cos(angle),
    ];
    const angles = [pitch, pitch - thigh, pitch - thigh - leg, pitch - thigh - leg - foot] as const;
    const points: [number, number][] = [[x, z]];
    let at: [number, number] = [x + down(angles[0], 0.2)[0], z + down(angles[0], 0.2)[1]];
    for (const [angle, length] of [
      [angles[1], 0.45],
      [angles[2], 0.5],
    ] as const) {
      points.push([at[0] + down(angle, length / 2)[0], at[1] + down(angle, length / 2)[1]]);
      at = [at[0] + down(angle, length)[0], at[1] + down(angle, length)[1]];
    }
    points.push([at[0] + 0.065 * Math.cos(angles[3]), at[1] - 0.065 * Math.sin(angles[3])]);
    return [0, 1].map((axis) => points.reduce((sum, p, b) => sum + (masses[b] ?? NaN) * (p[axis] ?? NaN), 0)) as [
      number,
      number,
    ];
  };
  const h = 1e-6;
  const [ahead, behind] = [centres(h), centres(-h)];
  return [(ahead[0] - behind[0]) / (2 * h), (ahead[1] - behind[1]) / (2 * h)];
}
