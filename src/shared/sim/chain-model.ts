import { capsuleInertia } from "../base/capsule.ts";
import { DENSITY, LINK_MASSES, LINKS } from "../base/hopper-links.ts";
import { MassMatrix } from "./mass-matrix.ts";
import { ARMATURE, JOINT_COUNT, LINK_COUNT } from "./model-constants.ts";

/**
 * Everything about the chain that does not change while it moves. Body b's centre of mass is the torso's reference point
 * plus Σ_j reach[b,j]·axis_j, and the whole system's centre of mass plus Σ_j lever[b,j]·axis_j, where axis_j is the unit
 * vector of link j. Matrices are 4 × 4 by rows.
 */
export interface ChainModel {
  readonly mass: Float64Array;
  /** about +y, kg·m² */
  readonly inertia: Float64Array;
  readonly totalMass: number;
  readonly reach: Float64Array;
  readonly lever: Float64Array;
  /** the system's centre of mass is the reference point plus Σ_j centre[j]·axis_j */
  readonly centre: Float64Array;
  /** Σ_b m_b·lever[b,i]·lever[b,j], plus the link's inertia on the diagonal */
  readonly coupling: Float64Array;
  /** MuJoCo's body_invweight0, translational: tr(J·M⁻¹·Jᵀ)/3 of the centre of mass in the initial pose, 1/kg */
  readonly bodyInverseWeight: Float64Array;
  /** MuJoCo's dof_invweight0 of the three joints: (M⁻¹)_jj in the initial pose, 1/(kg·m²) */
  readonly jointInverseWeight: Float64Array;
}

/** lower-triangle index of MassMatrix */
const TRIANGLE = [0, 1, 3, 6, 1, 2, 4, 7, 3, 4, 5, 8, 6, 7, 8, 9] as const;

/** The chain's constants, with `addedMass` (kg, a point at each body's centre of mass). */
export function createChainModel(addedMass: readonly number[] = [0, 0, 0, 0]): ChainModel {
  const n = LINK_COUNT;
  const mass = Float64Array.from(LINK_MASSES, (each, b) => each + (addedMass[b] ?? 0));
  const inertia = Float64Array.from(LINKS, (link) => capsuleInertia(link.radius, link.halfLength, DENSITY));
  const totalMass = mass.reduce((sum, m) => sum + m, 0);
  const reach = new Float64Array(n * n);
  const centre = new Float64Array(n);
  const lever = new Float64Array(n * n);
  const coupling = new Float64Array(n * n);
  LINKS.forEach((link, j) => {
    for (let b = j; b < n; b++) reach[b * n + j] = b === j ? link.centre : link.nextJoint;
    for (let b = 0; b < n; b++) centre[j] = at(centre, j) + (at(mass, b) * at(reach, b * n + j)) / totalMass;
    for (let b = 0; b < n; b++) lever[b * n + j] = at(reach, b * n + j) - at(centre, j);
  });
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      let sum = i === j ? at(inertia, i) : 0;
      for (let b = 0; b < n; b++) sum += at(mass, b) * at(lever, b * n + i) * at(lever, b * n + j);
      coupling[i * n + j] = sum;
    }
  }
  return { mass, inertia, totalMass, reach, centre, lever, coupling, ...inverseWeights(coupling, lever, totalMass) };
}

function at(array: Float64Array, index: number): number {
  return array[index] ?? NaN;
}

function inverseWeights(
  coupling: Float64Array,
  lever: Float64Array,
  totalMass: number,
): Pick<ChainModel, "bodyInverseWeight" | "jointInverseWeight"> {
  const n = LINK_COUNT;
  const matrix = new MassMatrix();
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      // at pitch 0 links along the same axis are parallel, others perpendicular
      const parallel = LINKS[i]?.axis === LINKS[j]?.axis ? 1 : 0;
      matrix.entries[TRIANGLE[i * n + j] ?? 0] = at(coupling, i * n + j) * parallel + armature(i, j);
    }
  }
  matrix.factor();
  const quadratic = (row: Float64Array): number => {
    const solved = new Float64Array(n);
    matrix.solve(row, solved, 0);
    return row.reduce((sum, value, i) => sum + value * at(solved, i), 0);
  };
  const bodyInverseWeight = new Float64Array(n);
  for (let b = 0; b < n; b++) {
    const along = (axis: "x" | "z"): Float64Array =>
      Float64Array.from(LINKS, (link, j) => (link.axis === axis ? at(lever, b * n + j) : 0));
    bodyInverseWeight[b] = (2 / totalMass + quadratic(along("x")) + quadratic(along("z"))) / 3;
  }
  const jointInverseWeight = new Float64Array(JOINT_COUNT);
  for (let j = 0; j < JOINT_COUNT; j++) {
    jointInverseWeight[j] = quadratic(Float64Array.from(LINKS, (_, i) => (i === j ? 1 : i === j + 1 ? -1 : 0)));
  }
  return { bodyInverseWeight, jointInverseWeight };
}

/** Joint rates are differences of link rates, so each joint's rotor couples its two links. */
function armature(i: number, j: number): number {
  if (i === j) return i === 0 || i === LINK_COUNT - 1 ? ARMATURE : 2 * ARMATURE;
  return i - j === 1 ? -ARMATURE : 0;
}
