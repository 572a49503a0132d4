import { SURROUNDINGS } from "../reflections.ts";
import { TO_DISPLAY } from "./plain-shaders.ts";

/**
 * Poses and lights the hopper at its corners, as three's standard material does in every pixel: GGX highlights of the key
 * and the rim light, a sky's fill, mirrored surroundings (Karis' fit of the split sum), and three's neutral tone mapping.
 * The lights stand where those of the full scene do.
 */
export const hopperShader = `
attribute vec3 paint;
attribute vec4 look;
attribute vec2 belongs;
uniform vec4 pose[4];
uniform vec3 tint[4];
uniform vec3 sole;
uniform vec3 key;
uniform vec3 rim;
uniform vec3 fill;
uniform vec3 fillGround;
uniform float mirror;
varying vec3 colour;
${SURROUNDINGS}
${TO_DISPLAY}
vec3 lit(vec3 light, vec3 towards, vec3 normal, vec3 view, vec3 diffuse, vec3 shine, float roughness) {
  float nl = max(dot(normal, towards), 0.0);
  float nv = max(dot(normal, view), 1e-3);
  vec3 middle = normalize(towards + view);
  float nh = max(dot(normal, middle), 0.0);
  float alpha = roughness * roughness;
  float a2 = alpha * alpha;
  float d = nh * nh * (a2 - 1.0) + 1.0;
  float visible = 0.5 / max(nl * sqrt(a2 + (1.0 - a2) * nv * nv) + nv * sqrt(a2 + (1.0 - a2) * nl * nl), 1e-4);
  float graze = 1.0 - max(dot(view, middle), 0.0);
  vec3 fresnel = shine + (1.0 - shine) * (graze * graze * graze * graze * graze);
  return light * nl * (diffuse / 3.14159 + fresnel * (a2 / (3.14159 * d * d) * visible));
}
vec3 neutral(vec3 light) {
  float least = min(light.r, min(light.g, light.b));
  light -= least < 0.08 ? least - 6.25 * least * least : 0.04;
  float peak = max(light.r, max(light.g, light.b));
  if (peak < 0.76) return light;
  float lower = 1.0 - 0.0576 / (peak + 0.24 - 0.76);
  light *= lower / peak;
  return mix(light, vec3(lower), 1.0 - 1.0 / (0.15 * (peak - lower) + 1.0));
}
void main() {
  vec4 at = pose[int(belongs.x)];
  // Pitch is about the simulator's +y, which points away from the viewer.
  mat2 turn = mat2(at.z, -at.w, at.w, at.z);
  vec3 place = vec3(turn * position.xy + at.xy, position.z);
  vec3 facing = vec3(turn * normal.xy, normal.z);
  vec3 view = normalize(cameraPosition - place);
  float roughness = look.x;
  vec3 base = mix(paint, sole, look.w);
  vec3 diffuse = base * (1.0 - look.y);
  vec3 shine = mix(vec3(0.04), base, look.y);
  vec3 light = lit(key, normalize(vec3(-2.6, 5.7, 4.2)), facing, view, diffuse, shine, roughness);
  light += lit(rim, normalize(vec3(3.5, 2.2, -5.0)), facing, view, diffuse, shine, roughness);
  light += diffuse * (mix(fillGround, fill, 0.5 + 0.5 * facing.y) / 3.14159 + surroundings(facing, 1.0) * mirror);
  float nv = max(dot(facing, view), 0.0);
  vec4 fit = roughness * vec4(-1.0, -0.0275, -0.572, 0.022) + vec4(1.0, 0.0425, 1.04, -0.04);
  float bend = min(fit.x * fit.x, exp2(-9.28 * nv)) * fit.x + fit.y;
  vec2 split = vec2(-1.04, 1.04) * bend + fit.zw;
  light += surroundings(reflect(-view, facing), roughness) * mirror * (shine * split.x + split.y);
  light += tint[int(belongs.y)] + paint * look.z;
  colour = toDisplay(clamp(neutral(light), 0.0, 1.0));
  gl_Position = projectionMatrix * viewMatrix * vec4(place, 1.0);
}`;
