import type { ViewerTheme } from "./types.ts";

/** Where the haze begins and where nothing else is left, m from the camera. */
export const HAZE = { near: 9, far: 62 } as const;

/** Colours of the scene, sRGB hex, and light strengths. */
export interface Palette {
  readonly skyTop: number;
  readonly skyMiddle: number;
  readonly horizon: number;
  readonly sun: number;
  readonly ground: number;
  readonly lane: number;
  readonly gridLine: number;
  readonly gridLineStrong: number;
  readonly laneEdge: number;
  readonly label: string;
  readonly ridgeNear: number;
  readonly ridgeFar: number;
  readonly pillar: number;
  readonly key: number;
  readonly keyStrength: number;
  readonly rim: number;
  readonly rimStrength: number;
  readonly fill: number;
  readonly fillGround: number;
  readonly fillStrength: number;
  readonly environmentStrength: number;
  readonly shell: number;
  readonly shellPale: number;
  readonly limb: number;
  readonly sole: number;
  readonly metal: number;
  readonly visor: number;
  readonly dust: number;
  readonly actual: number;
  readonly command: number;
}

const robot = {
  shell: 0xff6b4a,
  shellPale: 0xf3eee6,
  limb: 0x2f6f8f,
  sole: 0x20283a,
  metal: 0xaeb9c9,
  visor: 0x7df9ff,
};

const palettes: Readonly<Record<ViewerTheme, Palette>> = {
  dark: {
    ...robot,
    skyTop: 0x070b1a,
    skyMiddle: 0x17224a,
    horizon: 0x3f4a80,
    sun: 0xff9a6b,
    ground: 0x151b33,
    lane: 0x1f2748,
    gridLine: 0x35406f,
    gridLineStrong: 0x5868a8,
    laneEdge: 0x7f92d8,
    label: "#aab8f0",
    ridgeNear: 0x1a2348,
    ridgeFar: 0x29345f,
    pillar: 0x222c55,
    key: 0xfff0dd,
    keyStrength: 2.6,
    rim: 0x7aa2ff,
    rimStrength: 2.2,
    fill: 0x8fa6ff,
    fillGround: 0x1a1f38,
    fillStrength: 0.7,
    environmentStrength: 0.55,
    dust: 0xaab4dd,
    actual: 0x5ee6c8,
    command: 0xffc36b,
  },
  light: {
    ...robot,
    skyTop: 0x7fb4ea,
    skyMiddle: 0xb9d8f3,
    horizon: 0xf2ece0,
    sun: 0xfff1c9,
    ground: 0xdcd6c8,
    lane: 0xebe6da,
    gridLine: 0xc4bcaa,
    gridLineStrong: 0xa79d88,
    laneEdge: 0x8a8271,
    label: "#6f6757",
    ridgeNear: 0xa9bfce,
    ridgeFar: 0xc7d5dc,
    pillar: 0xcfc9bb,
    key: 0xfff4e0,
    keyStrength: 2.7,
    rim: 0xbcd6ff,
    rimStrength: 1.2,
    fill: 0xdcebff,
    fillGround: 0xcabf9f,
    fillStrength: 1.15,
    environmentStrength: 0.6,
    dust: 0xb5a98c,
    actual: 0x0b8f78,
    command: 0xd97706,
  },
};

/** The scene's colours in a theme. */
export function paletteOf(theme: ViewerTheme): Palette {
  return palettes[theme];
}
