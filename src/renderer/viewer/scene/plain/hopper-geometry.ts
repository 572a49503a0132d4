import { BufferGeometry, Float32BufferAttribute, Group, Mesh, MeshStandardMaterial, Vector3 } from "three";
import type { Object3D } from "three";
import { CAPSULES, JOINTS } from "../../hopper-shape.ts";
import { paletteOf } from "../../palette.ts";
import { createBodyPart, createHopperMaterials, createJointPart, LOW_DETAIL } from "../hopper-parts.ts";

/**
 * All parts of the hopper in one geometry, each in its body's frame. `look`: roughness, metalness, own light as a share of
 * its colour, and 1 where the colour is the sole's, which the theme chooses; `belongs`: body 0 to 3 and tint, 0 for none.
 */
export function hopperGeometry(): BufferGeometry {
  const materials = createHopperMaterials(paletteOf("dark"));
  const positions: number[] = [];
  const normals: number[] = [];
  const colours: number[] = [];
  const looks: number[] = [];
  const belongs: number[] = [];
  const indices: number[] = [];

  const addMesh = (mesh: Mesh, body: number, tint: number): void => {
    const { geometry, material }: { readonly geometry: BufferGeometry; readonly material: unknown } = mesh;
    if (!(material instanceof MeshStandardMaterial)) return;
    const first = positions.length / 3;
    const at = geometry.getAttribute("position");
    const normal = geometry.getAttribute("normal");
    const index = geometry.getIndex();
    const own = tint === 0 && material.emissive.getHex() !== 0 ? material.emissiveIntensity : 0;
    const { r, g, b } = material.color;
    const point = new Vector3();
    for (let i = 0; i < at.count; i += 1) {
      point.fromBufferAttribute(at, i).applyMatrix4(mesh.matrixWorld);
      positions.push(point.x, point.y, point.z);
      point.fromBufferAttribute(normal, i).transformDirection(mesh.matrixWorld);
      normals.push(point.x, point.y, point.z);
      colours.push(r, g, b);
      looks.push(material.roughness, material.metalness, own, material === materials.sole ? 1 : 0);
      belongs.push(body, tint);
    }
    for (let i = 0; i < (index?.count ?? 0); i += 1) indices.push(first + (index?.getX(i) ?? 0));
    geometry.dispose();
  };
  const addAll = (root: Object3D, body: number, tintOf: (material: unknown) => number): void => {
    root.updateMatrixWorld(true);
    root.traverse((node) => {
      if (node instanceof Mesh) addMesh(node, body, tintOf(node.material));
    });
  };

  CAPSULES.forEach((shape, body) => addAll(createBodyPart(shape, materials, LOW_DETAIL), body, () => 0));
  JOINTS.forEach((joint, i) => {
    const upper = CAPSULES[joint.upper]?.radius ?? 0.05;
    const face = Math.max(upper, CAPSULES[joint.lower]?.radius ?? 0);
    const { group, tint } = createJointPart(upper, face, materials, LOW_DETAIL);
    group.position.set(joint.anchor[0], joint.anchor[1], 0);
    addAll(new Group().add(group), joint.upper, (material) => (material === tint ? i + 1 : 0));
    tint.dispose();
  });
  for (const material of Object.values(materials)) material.dispose();

  const geometry = new BufferGeometry();
  geometry.setAttribute("position", new Float32BufferAttribute(positions, 3));
  geometry.setAttribute("normal", new Float32BufferAttribute(normals, 3));
  geometry.setAttribute("paint", new Float32BufferAttribute(colours, 3));
  geometry.setAttribute("look", new Float32BufferAttribute(looks, 4));
  geometry.setAttribute("belongs", new Float32BufferAttribute(belongs, 2));
  geometry.setIndex(indices);
  return geometry;
}
