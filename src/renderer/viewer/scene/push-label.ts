import { CanvasTexture, LinearFilter, SRGBColorSpace, Sprite, SpriteMaterial } from "three";
import { paletteOf } from "../palette.ts";
import type { ViewerTheme } from "../types.ts";
import { brushOf, createDrawingCanvas } from "./drawing-canvas.ts";

const PIXELS = { width: 256, height: 80 };
/** m */
const WIDTH = 0.36;

/** A small plate of text that always faces the viewer. */
export interface PushLabel {
  readonly sprite: Sprite;
  write(text: string): void;
  setTheme(theme: ViewerTheme): void;
  dispose(): void;
}

export function createPushLabel(): PushLabel {
  const canvas = createDrawingCanvas(PIXELS.width, PIXELS.height);
  const texture = new CanvasTexture(canvas);
  texture.colorSpace = SRGBColorSpace;
  texture.minFilter = LinearFilter;
  texture.generateMipmaps = false;
  const material = new SpriteMaterial({ map: texture, toneMapped: false, depthTest: false, fog: false });
  const sprite = new Sprite(material);
  sprite.scale.set(WIDTH, (WIDTH * PIXELS.height) / PIXELS.width, 1);
  let written = "";
  let plate = "";
  let ink = "";
  const paint = (): void => {
    const context = brushOf(canvas);
    if (context === null) return;
    context.clearRect(0, 0, PIXELS.width, PIXELS.height);
    context.fillStyle = plate;
    context.fillRect(0, 0, PIXELS.width, PIXELS.height);
    context.fillStyle = ink;
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.font = "650 50px system-ui, 'Segoe UI', 'DejaVu Sans', sans-serif";
    context.fillText(written, PIXELS.width / 2, PIXELS.height / 2 + 3);
    texture.needsUpdate = true;
  };
  return {
    sprite,
    write(text: string): void {
      if (text === written) return;
      written = text;
      paint();
    },
    setTheme(theme: ViewerTheme): void {
      const { lane, label } = paletteOf(theme);
      plate = `#${lane.toString(16).padStart(6, "0")}`;
      ink = label;
      paint();
    },
    dispose(): void {
      texture.dispose();
      material.dispose();
    },
  };
}
