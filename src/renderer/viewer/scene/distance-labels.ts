import { CanvasTexture, Group, LinearFilter, Mesh, MeshBasicMaterial, PlaneGeometry, SRGBColorSpace } from "three";
import type { Scene } from "three";
import { paletteOf } from "../palette.ts";
import type { FrameState, SceneExtension, ViewerTheme } from "../types.ts";
import { brushOf, createDrawingCanvas } from "./drawing-canvas.ts";
import type { DrawingCanvas } from "./drawing-canvas.ts";
import { LANE_HALF_WIDTH } from "./ground.ts";

/** metres between labels */
const EVERY = 5;
const COUNT = 9;
const PIXELS = { width: 256, height: 96 };
/** m */
const WIDTH = 0.56;
const HEIGHT = 0.21;

interface BoardColours {
  readonly plate: string;
  readonly ink: string;
}

function boardColours(theme: ViewerTheme): BoardColours {
  const { lane, label } = paletteOf(theme);
  return { plate: `#${lane.toString(16).padStart(6, "0")}`, ink: label };
}

interface Label {
  metres: number;
  readonly mesh: Mesh<PlaneGeometry, MeshBasicMaterial>;
  readonly canvas: DrawingCanvas;
  readonly texture: CanvasTexture<DrawingCanvas>;
}

function createLabel(geometry: PlaneGeometry, anisotropy: number): Label {
  const canvas = createDrawingCanvas(PIXELS.width, PIXELS.height);
  const texture = new CanvasTexture(canvas);
  texture.colorSpace = SRGBColorSpace;
  texture.minFilter = LinearFilter;
  texture.generateMipmaps = false;
  texture.anisotropy = anisotropy;
  const material = new MeshBasicMaterial({ map: texture, toneMapped: false });
  const mesh = new Mesh(geometry, material);
  mesh.position.set(0, HEIGHT / 2 + 0.02, -LANE_HALF_WIDTH - 0.22);
  return { metres: Number.NaN, mesh, canvas, texture };
}

function paint(label: Label, { plate, ink }: BoardColours): void {
  const context = brushOf(label.canvas);
  if (context === null) return;
  context.clearRect(0, 0, PIXELS.width, PIXELS.height);
  context.fillStyle = plate;
  context.fillRect(0, 0, PIXELS.width, PIXELS.height);
  context.fillStyle = ink;
  context.fillRect(0, 0, 8, PIXELS.height);
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.font = "650 60px system-ui, 'Segoe UI', 'DejaVu Sans', sans-serif";
  context.fillText(`${label.metres} m`, PIXELS.width / 2, PIXELS.height / 2 + 4);
  label.texture.needsUpdate = true;
}

/** Boards beside the lane each five metres; a small pool is moved along with the hopper. `anisotropy`: samples a pixel at most. */
export function createDistanceLabels(scene: Scene, anisotropy: number): SceneExtension {
  const geometry = new PlaneGeometry(WIDTH, HEIGHT);
  const group = new Group();
  const labels = Array.from({ length: COUNT }, () => createLabel(geometry, anisotropy));
  for (const label of labels) group.add(label.mesh);
  scene.add(group);
  let colours = boardColours("dark");
  return {
    startFrame(frame: FrameState): boolean {
      const middle = Math.round(frame.focusX / EVERY);
      for (let offset = 0; offset < COUNT; offset += 1) {
        const mark = middle - Math.floor(COUNT / 2) + offset;
        const label = labels[((mark % COUNT) + COUNT) % COUNT];
        if (label === undefined || label.metres === mark * EVERY) continue;
        label.metres = mark * EVERY;
        label.mesh.position.x = mark * EVERY;
        paint(label, colours);
      }
      return false;
    },
    setTheme(theme: ViewerTheme): void {
      colours = boardColours(theme);
      for (const label of labels) if (!Number.isNaN(label.metres)) paint(label, colours);
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
