import { NeutralToneMapping, PCFShadowMap, WebGLRenderer } from "three";
import { createDrawingCanvas } from "./scene/drawing-canvas.ts";

/** How the scene is drawn here. */
export interface Graphics {
  readonly renderer: WebGLRenderer;
  /** by the processor, for want of a GPU */
  readonly software: boolean;
  /** waits until everything that was asked for is drawn */
  finish(): void;
}

function isSoftwareRendered(): boolean {
  const probe = createDrawingCanvas(1, 1).getContext("webgl2");
  const names = probe?.getExtension("WEBGL_debug_renderer_info");
  const name = probe !== null && names ? String(probe.getParameter(names.UNMASKED_RENDERER_WEBGL)) : "";
  probe?.getExtension("WEBGL_lose_context")?.loseContext();
  return /swiftshader|llvmpipe|softpipe|software|basic render/i.test(name);
}

/** Throws where there is no WebGL 2. */
export function openGraphics(canvas: OffscreenCanvas | HTMLCanvasElement): Graphics {
  const software = isSoftwareRendered();
  const renderer = new WebGLRenderer({ canvas, antialias: !software, powerPreference: "high-performance" });
  renderer.toneMapping = NeutralToneMapping;
  renderer.shadowMap.enabled = !software;
  renderer.shadowMap.type = PCFShadowMap;
  const gl = renderer.getContext();
  const pixel = new Uint8Array(4);
  return {
    renderer,
    software,
    // Browsers make gl.finish a mere flush; reading a pixel back is what really waits.
    finish: () => gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel),
  };
}
