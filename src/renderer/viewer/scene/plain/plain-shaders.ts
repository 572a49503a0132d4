import { LinearSRGBColorSpace, ShaderMaterial } from "three";
import type { Color, IUniform, ShaderMaterialParameters } from "three";
import { HAZE } from "../../palette.ts";

// Where the processor draws, a pixel costs whatever its shader does: what can be known at the corners is worked out
// there, in display colours, and a pixel only takes what lies between them.

/** How much of the haze lies over what is `depth` metres away. */
export const HAZE_AT = `
float hazeAt(float depth) { return smoothstep(${HAZE.near.toFixed(1)}, ${HAZE.far.toFixed(1)}, depth); }`;

/** Linear light to the numbers of a display (sRGB), by roots alone, which cost less than powers; off by 0.002 at most. */
export const TO_DISPLAY = `
vec3 toDisplay(vec3 light) {
  vec3 second = sqrt(light);
  vec3 fourth = sqrt(second);
  return 0.662002687 * second + 0.68412206 * fourth - 0.323583601 * sqrt(fourth) - 0.0225411470 * light;
}`;

const PASS_COLOUR = `
varying vec3 colour;
void main() { gl_FragColor = vec4(colour, 1.0); }`;

/** Draws `colour` as the vertex shader leaves it. */
export function createPlainMaterial(
  vertexShader: string,
  uniforms: Record<string, IUniform> = {},
  more: ShaderMaterialParameters = {},
): ShaderMaterial {
  return new ShaderMaterial({
    vertexShader,
    fragmentShader: PASS_COLOUR,
    uniforms,
    fog: false,
    toneMapped: false,
    ...more,
  });
}

/** Puts a palette's colour into a uniform of display colours: told to be linear, its numbers stay as they are. */
export function setDisplayColour(uniform: { readonly value: Color }, hex: number): void {
  uniform.value.setHex(hex, LinearSRGBColorSpace);
}

/** The order of what lies flat behind everything else: each covers what came before, and none needs the depth buffer. */
export const BEHIND = { sky: -9, farHills: -8, nearHills: -7, floor: -6, lines: -5 } as const;
