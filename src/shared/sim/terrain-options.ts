import { BODIES } from "../base/specs.ts";
import { checkBetween, checkObject, checkRange, refuseOption } from "./option-checks.ts";
import type { HopperOptions, Stairs, Terrain } from "./types.ts";

/** steepest floor, rad */
const MAX_SLOPE = 0.5;
/** below it the pyramid's rows become too stiff: MuJoCo's regularisation goes with the square of the friction */
const MIN_FRICTION = 0.05;
const MAX_FRICTION = 10;
/** kg */
const MAX_ADDED_MASS = 100;
const MAX_STEPS = 1000;
const MAX_PATCHES = 1000;

/** The terrain without parts that change nothing; nothing at all for a plain floor. */
export function effectiveTerrain(terrain: Terrain | undefined): Pick<HopperOptions, "terrain"> {
  if (terrain === undefined) return {};
  checkObject("terrain", terrain);
  const { slope = 0, stairs, patches = [], ...rest } = terrain;
  for (const name of Object.keys(rest)) refuseOption(`terrain.${name}`, "unknown", "slope, stairs or patches");
  checkBetween("terrain.slope", slope, -MAX_SLOPE, MAX_SLOPE, "radians");
  if (stairs !== undefined) checkStairs(stairs);
  if (!Array.isArray(patches) || patches.length > MAX_PATCHES) {
    refuseOption("terrain.patches", "no such list", `a list of ${MAX_PATCHES} patches at most`);
  }
  for (const patch of patches) {
    checkObject("terrain.patches", patch);
    checkRange("terrain.patches", [patch.from, patch.to]);
    checkBetween("terrain.patches.friction", patch.friction, MIN_FRICTION, MAX_FRICTION, "a coefficient");
  }
  const parts: Terrain = {
    ...(slope === 0 ? {} : { slope }),
    ...(stairs === undefined || stairs.rise === 0 ? {} : { stairs }),
    ...(patches.length === 0 ? {} : { patches }),
  };
  return Object.keys(parts).length === 0 ? {} : { terrain: parts };
}

function checkStairs(stairs: Stairs): void {
  checkObject("terrain.stairs", stairs);
  checkBetween("terrain.stairs.from", stairs.from, -1e6, 1e6, "metres");
  checkBetween("terrain.stairs.run", stairs.run, 0.05, 100, "metres");
  checkBetween("terrain.stairs.rise", stairs.rise, -1, 1, "metres");
  checkBetween("terrain.stairs.count", stairs.count, 1, MAX_STEPS, "a whole number");
  if (!Number.isInteger(stairs.count)) refuseOption("terrain.stairs.count", stairs.count, "a whole number");
}

/** The added masses that are not 0. */
export function effectiveMass(masses: HopperOptions["added_mass"]): Pick<HopperOptions, "added_mass"> {
  if (masses === undefined) return {};
  checkObject("added_mass", masses);
  const { torso, thigh, leg, foot, ...rest } = masses;
  for (const name of Object.keys(rest)) refuseOption(`added_mass.${name}`, "unknown", BODIES.join(", "));
  const entries = Object.entries({ torso, thigh, leg, foot }).filter(([, mass]) => mass !== undefined && mass !== 0);
  for (const [body, mass] of entries) checkBetween(`added_mass.${body}`, mass, 0, MAX_ADDED_MASS, "kilograms");
  return entries.length === 0 ? {} : { added_mass: Object.fromEntries(entries) };
}
