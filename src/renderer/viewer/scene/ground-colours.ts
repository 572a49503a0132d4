import { Color, LinearSRGBColorSpace, Vector2 } from "three";
import type { IUniform } from "three";
import { paletteOf } from "../palette.ts";
import type { ViewerTheme } from "../types.ts";

/** What both floors' shaders are told: display colours, and the light around the hopper. */
export interface GroundUniforms extends Readonly<Record<string, IUniform>> {
  readonly hazeColour: { readonly value: Color };
  readonly groundColour: { readonly value: Color };
  readonly laneColour: { readonly value: Color };
  readonly lineColour: { readonly value: Color };
  readonly strongColour: { readonly value: Color };
  readonly edgeColour: { readonly value: Color };
  readonly poolCentre: { readonly value: Vector2 };
  readonly poolStrength: { value: number };
}

export function createGroundUniforms(): GroundUniforms {
  return {
    hazeColour: { value: new Color() },
    groundColour: { value: new Color() },
    laneColour: { value: new Color() },
    lineColour: { value: new Color() },
    strongColour: { value: new Color() },
    edgeColour: { value: new Color() },
    poolCentre: { value: new Vector2() },
    poolStrength: { value: 0 },
  };
}

export function setGroundTheme(uniforms: GroundUniforms, theme: ViewerTheme): void {
  const palette = paletteOf(theme);
  // Told to be linear, the numbers stay as they are: the shaders work in display colours.
  uniforms.hazeColour.value.setHex(palette.horizon, LinearSRGBColorSpace);
  uniforms.groundColour.value.setHex(palette.ground, LinearSRGBColorSpace);
  uniforms.laneColour.value.setHex(palette.lane, LinearSRGBColorSpace);
  uniforms.lineColour.value.setHex(palette.gridLine, LinearSRGBColorSpace);
  uniforms.strongColour.value.setHex(palette.gridLineStrong, LinearSRGBColorSpace);
  uniforms.edgeColour.value.setHex(palette.laneEdge, LinearSRGBColorSpace);
  uniforms.poolStrength.value = theme === "dark" ? 0.3 : 0.03;
}
