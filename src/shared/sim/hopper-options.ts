import { FailureError } from "../base/failure.ts";
import { BODIES, MAX_EPISODE_STEPS } from "../base/specs.ts";
import type { HopperOptions, Stairs, Terrain } from "./types.ts";

const MAX_SLOPE = 0.5;
/** below it the pyramid's rows become too stiff: MuJoCo's regularisation goes with the square of the friction */
const MIN_FRICTION = 0.05;
const MAX_FRICTION = 10;
const MAX_ADDED_MASS = 100;

/** Gymnasium's Hopper-v5 defaults. */
export const DEFAULT_HOPPER_OPTIONS: HopperOptions = {
  integrator: "rk4",
  forward_reward_weight: 1,
  ctrl_cost_weight: 1e-3,
  healthy_reward: 1,
  terminate_when_unhealthy: true,
  healthy_state_range: [-100, 100],
  healthy_z_range: [0.7, Infinity],
  healthy_angle_range: [-0.2, 0.2],
  reset_noise_scale: 5e-3,
  exclude_current_positions_from_observation: true,
  max_episode_steps: MAX_EPISODE_STEPS,
};

function refuse(name: string, value: unknown, wanted: string): never {
  throw new FailureError(
    "invalid-input",
    `hopper option ${name} is ${String(value)}`,
    `Give ${wanted}, or leave it out for its default.`,
  );
}

function checkRange(name: string, range: readonly [number, number]): void {
  const [low, high] = range;
  if (!(low < high)) refuse(name, `[${low}, ${high}]`, "two numbers, the lower first");
}

/** The defaults with `options` laid over them; FailureError "invalid-input" for a value that makes no sense. */
export function resolveHopperOptions(options: Partial<HopperOptions> = {}): HopperOptions {
  const all: HopperOptions = { ...DEFAULT_HOPPER_OPTIONS, ...options };
  if (all.integrator !== "rk4" && all.integrator !== "euler") refuse("integrator", all.integrator, '"rk4" or "euler"');
  for (const name of ["forward_reward_weight", "ctrl_cost_weight", "healthy_reward"] as const) {
    if (!Number.isFinite(all[name])) refuse(name, all[name], "a finite number");
  }
  if (!(all.reset_noise_scale >= 0 && Number.isFinite(all.reset_noise_scale))) {
    refuse("reset_noise_scale", all.reset_noise_scale, "a finite number, at least 0");
  }
  checkRange("healthy_state_range", all.healthy_state_range);
  checkRange("healthy_z_range", all.healthy_z_range);
  checkRange("healthy_angle_range", all.healthy_angle_range);
  const limit = all.max_episode_steps;
  if (!(limit === Infinity || (Number.isInteger(limit) && limit >= 1))) {
    refuse("max_episode_steps", limit, "a whole number from 1, or Infinity");
  }
  const { terrain, added_mass, ...rest } = all;
  return { ...rest, ...effectiveTerrain(terrain), ...effectiveMass(added_mass) };
}

/** The terrain without parts that change nothing, so that it has one fingerprint; nothing at all for a plain floor. */
function effectiveTerrain(terrain: Terrain | undefined): { terrain?: Terrain } {
  if (terrain === undefined) return {};
  const { slope = 0, stairs, patches = [] } = terrain;
  if (!(Math.abs(slope) <= MAX_SLOPE)) refuse("terrain.slope", slope, `radians from -${MAX_SLOPE} to ${MAX_SLOPE}`);
  if (stairs !== undefined) checkStairs(stairs);
  for (const { from, to, friction } of patches) {
    checkRange("terrain.patches", [from, to]);
    const known = friction >= MIN_FRICTION && friction <= MAX_FRICTION;
    if (!known) refuse("terrain.patches", friction, `a friction from ${MIN_FRICTION} to ${MAX_FRICTION}`);
  }
  const parts: Terrain = {
    ...(slope === 0 ? {} : { slope }),
    ...(stairs === undefined || stairs.rise === 0 ? {} : { stairs }),
    ...(patches.length === 0 ? {} : { patches }),
  };
  return Object.keys(parts).length === 0 ? {} : { terrain: parts };
}

function checkStairs({ from, run, rise, count }: Stairs): void {
  if (!Number.isFinite(from)) refuse("terrain.stairs.from", from, "metres");
  if (!(run >= 0.05 && run <= 100)) refuse("terrain.stairs.run", run, "metres from 0.05 to 100");
  if (!(Math.abs(rise) <= 1)) refuse("terrain.stairs.rise", rise, "metres from -1 to 1");
  if (!(Number.isInteger(count) && count >= 1 && count <= 1000)) {
    refuse("terrain.stairs.count", count, "a whole number from 1 to 1000");
  }
}

function effectiveMass(masses: HopperOptions["added_mass"]): Pick<HopperOptions, "added_mass"> {
  const entries = BODIES.flatMap((body) => {
    const mass = masses?.[body] ?? 0;
    if (!(mass >= 0 && mass <= MAX_ADDED_MASS))
      refuse(`added_mass.${body}`, mass, `kilograms from 0 to ${MAX_ADDED_MASS}`);
    return mass === 0 ? [] : [[body, mass] as const];
  });
  return entries.length === 0 ? {} : { added_mass: Object.fromEntries(entries) };
}
