import { CapsuleGeometry, CylinderGeometry, Group, Mesh, MeshStandardMaterial, TorusGeometry } from "three";
import type { BufferGeometry } from "three";
import type { CapsuleShape } from "../hopper-shape.ts";
import type { Palette } from "../palette.ts";

/** The hopper's materials; joints have their own each, for their warning tint. */
export interface HopperMaterials {
  readonly shell: MeshStandardMaterial;
  readonly pale: MeshStandardMaterial;
  readonly limb: MeshStandardMaterial;
  readonly sole: MeshStandardMaterial;
  readonly metal: MeshStandardMaterial;
  readonly visor: MeshStandardMaterial;
}

/** How finely round things are cut: along a cap and around a capsule, around a ring's tube and its circle, around a disc. */
export interface PartDetail {
  readonly capsule: readonly [cap: number, around: number];
  readonly visor: readonly [cap: number, around: number];
  readonly ring: readonly [tube: number, around: number];
  readonly disc: number;
}

const FULL_DETAIL: PartDetail = { capsule: [10, 28], visor: [6, 16], ring: [8, 32], disc: 28 };
/** Enough where a picture has few pixels. */
export const LOW_DETAIL: PartDetail = { capsule: [4, 18], visor: [3, 8], ring: [3, 18], disc: 14 };

export function createHopperMaterials(palette: Palette): HopperMaterials {
  return {
    shell: new MeshStandardMaterial({ color: palette.shell, roughness: 0.34, metalness: 0.05 }),
    pale: new MeshStandardMaterial({ color: palette.shellPale, roughness: 0.42, metalness: 0.02 }),
    limb: new MeshStandardMaterial({ color: palette.limb, roughness: 0.38, metalness: 0.15 }),
    sole: new MeshStandardMaterial({ color: palette.sole, roughness: 0.7 }),
    metal: new MeshStandardMaterial({ color: palette.metal, roughness: 0.28, metalness: 0.85 }),
    visor: new MeshStandardMaterial({
      color: palette.visor,
      emissive: palette.visor,
      emissiveIntensity: 1.1,
      roughness: 0.2,
    }),
  };
}

function shadowed<G extends BufferGeometry>(
  geometry: G,
  material: MeshStandardMaterial,
): Mesh<G, MeshStandardMaterial> {
  const mesh = new Mesh(geometry, material);
  mesh.castShadow = true;
  mesh.receiveShadow = true;
  return mesh;
}

function band(radius: number, thickness: number, at: number, material: MeshStandardMaterial, detail: PartDetail): Mesh {
  const ring = shadowed(new TorusGeometry(radius, thickness, ...detail.ring), material);
  ring.rotation.x = Math.PI / 2;
  ring.position.y = at;
  return ring;
}

function disc(radius: number, depth: number, material: MeshStandardMaterial, detail: PartDetail): Mesh {
  const cylinder = shadowed(new CylinderGeometry(radius, radius, depth, detail.disc), material);
  cylinder.rotation.x = Math.PI / 2;
  return cylinder;
}

/** One body: a capsule of exactly the simulated size; ornaments stand out by millimetres only. */
export function createBodyPart(shape: CapsuleShape, materials: HopperMaterials, detail = FULL_DETAIL): Group {
  const group = new Group();
  const coat = { torso: materials.shell, thigh: materials.pale, leg: materials.limb, foot: materials.sole }[shape.body];
  const capsule = shadowed(new CapsuleGeometry(shape.radius, shape.length, ...detail.capsule), coat);
  if (shape.along === "x") capsule.rotation.z = Math.PI / 2;
  group.add(capsule);
  const half = shape.length / 2;
  if (shape.body === "torso") {
    // The visor looks forward (+x), so that the hopper has a front.
    const visor = shadowed(new CapsuleGeometry(0.021, 0.05, ...detail.visor), materials.visor);
    visor.rotation.x = Math.PI / 2;
    visor.position.set(0.0345, half - 0.012, 0);
    visor.castShadow = false;
    group.add(
      visor,
      band(shape.radius, 0.0035, half - 0.075, materials.pale, detail),
      band(shape.radius, 0.0035, -half + 0.13, materials.pale, detail),
    );
  }
  if (shape.body === "thigh")
    group.add(
      band(shape.radius, 0.0035, half - 0.12, materials.shell, detail),
      band(shape.radius, 0.0035, -half + 0.12, materials.shell, detail),
    );
  if (shape.body === "leg")
    group.add(
      band(shape.radius, 0.003, half - 0.13, materials.metal, detail),
      band(shape.radius, 0.003, half - 0.16, materials.metal, detail),
    );
  if (shape.body === "foot") {
    for (const end of [-half, half]) {
      const cap = disc(shape.radius * 0.45, shape.radius * 2 + 0.004, materials.shell, detail);
      cap.position.x = end;
      group.add(cap);
    }
  }
  return group;
}

/** A joint's axle: a metal drum with a tinted ring on both faces. */
export interface JointPart {
  readonly group: Group;
  readonly tint: MeshStandardMaterial;
}

/** `radius` of the upper capsule, `face` half the width of the wider of the two. */
export function createJointPart(
  radius: number,
  face: number,
  materials: HopperMaterials,
  detail = FULL_DETAIL,
): JointPart {
  const group = new Group();
  const tint = new MeshStandardMaterial({ color: 0x101520, roughness: 0.4, emissiveIntensity: 1 });
  group.add(
    disc(radius * 0.92, face * 2 + 0.022, materials.metal, detail),
    disc(radius * 0.3, face * 2 + 0.03, materials.sole, detail),
  );
  for (const side of [-1, 1]) {
    const ring = new Mesh(new TorusGeometry(radius * 0.6, 0.0075, detail.ring[0], detail.disc), tint);
    ring.position.z = side * (face + 0.0115);
    group.add(ring);
  }
  return { group, tint };
}
