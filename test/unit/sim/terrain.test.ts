import { describe, expect, it } from "vitest";
import { FailureError } from "../../../src/shared/base/failure.ts";
import { createRng } from "../../../src/shared/base/rng.ts";
import { createHopper } from "../../../src/shared/sim/create-hopper.ts";
import { GroundProfile } from "../../../src/shared/sim/ground-profile.ts";
import type { Hopper, HopperOptions, Terrain } from "../../../src/shared/sim/types.ts";
import { randomActions } from "../../builders/rollout.ts";

const ENDLESS = { terminate_when_unhealthy: false, max_episode_steps: Infinity } as const;

/** the hopper after lying for `steps` without torque, dropped flat on its back with the foot folded away */
function lie(options: Partial<HopperOptions>, steps: number, x = 0): Hopper {
  const hopper = createHopper({ ...ENDLESS, ...options });
  const slope = options.terrain?.slope ?? 0;
  hopper.setState([x, 0.1 + x * Math.tan(slope), Math.PI / 2 - slope, 0, 0, 0], [0, 0, 0, 0, 0, 0]);
  for (let k = 0; k < steps; k++) hopper.step([0, 0, 0]);
  return hopper;
}

/** lowest distance of many points of the hopper's capsules from the floor, m */
function clearance(hopper: Hopper, profile: GroundProfile): number {
  const poses = new Float64Array(12);
  hopper.writePoses(poses);
  const capsules = [
    [0.2, 0.05, 0],
    [0.225, 0.05, 0],
    [0.25, 0.04, 0],
    [0.195, 0.06, 1],
  ] as const;
  const nearest = { nx: 0, nz: 0, distance: 0 };
  let lowest = Infinity;
  capsules.forEach(([half, radius, alongX], b) => {
    const [x = NaN, z = NaN, pitch = NaN] = poses.subarray(3 * b, 3 * b + 3);
    const [ax, az] = alongX === 1 ? [Math.cos(pitch), -Math.sin(pitch)] : [Math.sin(pitch), Math.cos(pitch)];
    for (let t = -1; t <= 1; t += 0.05) {
      profile.nearest(x + t * half * ax, z + t * half * az, nearest);
      lowest = Math.min(lowest, nearest.distance - radius);
    }
  });
  return lowest;
}

describe("terrain", () => {
  it("leaves no trace when it changes nothing", () => {
    const plain = createHopper().fingerprint;
    const nothing: Partial<HopperOptions>[] = [
      { terrain: {} },
      { terrain: { slope: 0, patches: [] } },
      { terrain: { stairs: { from: 1, run: 1, rise: 0, count: 3 } } },
      { added_mass: {} },
      { added_mass: { leg: 0 } },
    ];
    for (const options of nothing) expect(createHopper(options).fingerprint).toBe(plain);
    const something: Partial<HopperOptions>[] = [
      { terrain: { slope: 0.1 } },
      { terrain: { stairs: { from: 1, run: 1, rise: 0.1, count: 3 } } },
      { terrain: { patches: [{ from: 1, to: 2, friction: 0.1 }] } },
      { added_mass: { leg: 1 } },
    ];
    const prints = something.map((options) => createHopper(options).fingerprint);
    expect(new Set([plain, ...prints]).size).toBe(5);
  });

  it("is the plain floor where its parts lie elsewhere", () => {
    const far: Terrain[] = [
      { patches: [{ from: 1e3, to: 2e3, friction: 0.2 }] },
      { stairs: { from: 1e3, run: 1, rise: 0.1, count: 5 } },
    ];
    for (const terrain of far) {
      const [plain, other] = [createHopper(), createHopper({ terrain })];
      for (const hopper of [plain, other]) hopper.reset(3);
      for (const action of randomActions(createRng(3), 20)) {
        plain.step(action);
        other.step(action);
      }
      other.qpos.forEach((value, k) => expect(Math.abs(value - (plain.qpos[k] ?? NaN))).toBeLessThan(1e-10));
    }
  });

  it("starts on the floor wherever it is, and measures height from it", () => {
    const terrain: Terrain = { stairs: { from: -1, run: 0.5, rise: 0.1, count: 2 } };
    const hopper = createHopper({ terrain, reset_noise_scale: 0 });
    expect(hopper.qpos[1]).toBeCloseTo(1.45, 12);
    expect(hopper.observation[0]).toBeCloseTo(1.25, 12);
    expect(hopper.step([0, 0, 0]).terminated).toBe(false);
  });

  it("lets it lie on a slope, and slide where the friction is below the slope", () => {
    const terrain: Terrain = { slope: -0.3, patches: [{ from: 10, to: 1e6, friction: 0.1 }] };
    const resting = lie({ terrain }, 1000);
    expect(Math.abs(resting.qvel[0] ?? NaN)).toBeLessThan(0.05);
    const sliding = lie({ terrain }, 500, 20);
    const before = speed(sliding);
    for (let k = 0; k < 125; k++) sliding.step([0, 0, 0]);
    // a block on a slope: g·(sin − friction·cos)
    expect(speed(sliding) - before).toBeCloseTo(9.81 * (Math.sin(0.3) - 0.1 * Math.cos(0.3)), 1);
  });

  it("holds what falls on stairs, ends, sides and edges alike", () => {
    for (const rise of [0.15, -0.15]) {
      const terrain: Terrain = { stairs: { from: -2, run: 0.25, rise, count: 16 } };
      const profile = new GroundProfile(terrain);
      const hopper = createHopper({ ...ENDLESS, terrain });
      const rng = createRng(6);
      let lowest = Infinity;
      for (let seed = 0; seed < 6; seed++) {
        hopper.reset(seed);
        for (let k = 0; k < 400; k++) {
          hopper.step([rng.uniform(-0.3, 0.3), rng.uniform(-0.3, 0.3), rng.uniform(-0.3, 0.3)]);
          lowest = Math.min(lowest, clearance(hopper, profile));
        }
      }
      expect(lowest).toBeGreaterThan(-0.05);
    }
  });

  it("refuses floors it cannot make", () => {
    const bad: Terrain[] = [
      { slope: 1 },
      { slope: NaN },
      { stairs: { from: 0, run: 0, rise: 0.1, count: 1 } },
      { stairs: { from: 0, run: 1, rise: 5, count: 1 } },
      { stairs: { from: 0, run: 1, rise: 0.1, count: 1.5 } },
      { patches: [{ from: 1, to: 0, friction: 1 }] },
      { patches: [{ from: 0, to: 1, friction: 0 }] },
    ];
    for (const terrain of bad) expect(() => createHopper({ terrain })).toThrow(FailureError);
    expect(() => createHopper({ added_mass: { torso: -1 } })).toThrow(FailureError);
  });
});

function speed({ qvel }: Hopper): number {
  return Math.hypot(qvel[0] ?? NaN, qvel[1] ?? NaN);
}

describe("the floor's outline", () => {
  it("is nearest where a search along it says", () => {
    const profile = new GroundProfile({ slope: 0.1, stairs: { from: 0, run: 0.4, rise: 0.2, count: 5 } });
    const rng = createRng(1);
    const out = { nx: 0, nz: 0, distance: 0 };
    for (let trial = 0; trial < 300; trial++) {
      const x = rng.uniform(-0.5, 2.5);
      const z = profile.height(x) + rng.uniform(0.001, 0.15);
      let best = Infinity;
      for (let s = -0.3; s <= 0.3; s += 0.0005) {
        const px = x + s;
        best = Math.min(best, Math.hypot(s, z - profile.height(px)));
        // risers, which a search along x steps over
        const [low, high] = [profile.height(px - 0.0005), profile.height(px)];
        if (Math.abs(high - low) > 0.1)
          for (let t = 0; t <= 1; t += 0.005) best = Math.min(best, Math.hypot(s, z - low - t * (high - low)));
      }
      profile.nearest(x, z, out);
      expect(out.distance).toBeLessThan(best + 1e-9);
      expect(out.distance).toBeGreaterThan(best - 2e-3);
      expect(Math.hypot(out.nx, out.nz)).toBeCloseTo(1, 12);
      expect(out.nz).toBeGreaterThan(-1e-12);
    }
  });
});
