import { CanvasTexture, Group, LinearFilter, Mesh, MeshBasicMaterial, PlaneGeometry, SRGBColorSpace } from "three";
import type { Scene } from "three";
import { paletteOf } from "../palette.ts";
import type { FrameState, SceneExtension, ViewerTheme } from "../types.ts";
import { LANE_HALF_WIDTH } from "./ground.ts";

/** metres between labels */
const EVERY = 5;
const COUNT = 9;
const PIXELS = { width: 256, height: 96 };

interface Label {
  metres: number;
  readonly mesh: Mesh<PlaneGeometry, MeshBasicMaterial>;
  readonly canvas: HTMLCanvasElement;
  readonly texture: CanvasTexture;
}

function createLabel(geometry: PlaneGeometry): Label {
  const canvas = document.createElement("canvas");
  canvas.width = PIXELS.width;
  canvas.height = PIXELS.height;
  const texture = new CanvasTexture(canvas);
  texture.colorSpace = SRGBColorSpace;
  texture.minFilter = LinearFilter;
  texture.generateMipmaps = false;
  texture.anisotropy = 8;
  const material = new MeshBasicMaterial({ map: texture, transparent: true, depthWrite: false, toneMapped: false });
  const mesh = new Mesh(geometry, material);
  mesh.rotation.x = -Math.PI / 2;
  mesh.position.set(0, 0.004, LANE_HALF_WIDTH + 0.28);
  return { metres: Number.NaN, mesh, canvas, texture };
}

function paint(label: Label, ink: string): void {
  const context = label.canvas.getContext("2d");
  if (context === null) return;
  context.clearRect(0, 0, PIXELS.width, PIXELS.height);
  context.fillStyle = ink;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.font = "600 68px system-ui, 'Segoe UI', 'DejaVu Sans', sans-serif";
  context.fillText(`${label.metres} m`, PIXELS.width / 2, PIXELS.height / 2 + 4);
  label.texture.needsUpdate = true;
}

/** Numbers painted on the floor each five metres; a small pool is moved along with the hopper. */
export function createDistanceLabels(scene: Scene): SceneExtension {
  const geometry = new PlaneGeometry(1.05, 0.394);
  const group = new Group();
  const labels = Array.from({ length: COUNT }, () => createLabel(geometry));
  for (const label of labels) group.add(label.mesh);
  scene.add(group);
  let ink = paletteOf("dark").label;
  return {
    startFrame(frame: FrameState): boolean {
      const middle = Math.round(frame.focusX / EVERY);
      for (let offset = 0; offset < COUNT; offset += 1) {
        const mark = middle - Math.floor(COUNT / 2) + offset;
        const label = labels[((mark % COUNT) + COUNT) % COUNT];
        if (label === undefined || label.metres === mark * EVERY) continue;
        label.metres = mark * EVERY;
        label.mesh.position.x = mark * EVERY;
        paint(label, ink);
      }
      return false;
    },
    setTheme(theme: ViewerTheme): void {
      ink = paletteOf(theme).label;
      for (const label of labels) if (!Number.isNaN(label.metres)) paint(label, ink);
    },
    dispose(): void {
      scene.remove(group);
      geometry.dispose();
      for (const label of labels) {
        label.texture.dispose();
        label.mesh.material.dispose();
      }
    },
  };
}
