/** How much is drawn: pixels per CSS pixel at most, and the shadow map's edge (0: none). */
export interface QualityLevel {
  readonly pixelRatio: number;
  readonly shadowSize: number;
}

/** Best first. */
export const QUALITY_LEVELS: readonly QualityLevel[] = [
  { pixelRatio: 2, shadowSize: 2048 },
  { pixelRatio: 1.5, shadowSize: 1024 },
  { pixelRatio: 1, shadowSize: 1024 },
  { pixelRatio: 0.8, shadowSize: 512 },
  { pixelRatio: 0.62, shadowSize: 512 },
  { pixelRatio: 0.5, shadowSize: 256 },
  { pixelRatio: 0.5, shadowSize: 0 },
];

/** By what a frame's time is judged, ms, and where the judging begins. */
export interface QualityBounds {
  readonly start: number;
  /** above: one level down */
  readonly tooSlow: number;
  /** below, for long enough: one level up */
  readonly fastEnough: number;
  /** beyond, two levels down at once */
  readonly farTooSlow: number;
}

/** Times between frames, which a display's own rate bounds from below. */
export const GPU_BOUNDS: QualityBounds = { start: 1, tooSlow: 24, fastEnough: 17.4, farTooSlow: 60 };
/**
 * What one frame takes the processor. A level up draws up to 1.7 times the pixels: the gap between the bounds is wider,
 * or it would swing.
 */
export const SOFTWARE_BOUNDS: QualityBounds = { start: 5, tooSlow: 34, fastEnough: 14, farTooSlow: 70 };

const FRAMES_TO_JUDGE = 24;
/** ms; a slow machine is judged by fewer frames */
const TIME_TO_JUDGE = 1200;

/** Chooses the level from measured frame times. Pure but for its own memory. */
export interface QualityGovernor {
  readonly index: number;
  readonly level: QualityLevel;
  /** one frame's time in ms; true when the level changed */
  frame(milliseconds: number): boolean;
}

/**
 * Steps down when the median of a window of frames is too slow, and up after a calm time that doubles with each failed
 * attempt, so that it does not swing between two levels.
 */
export function createQualityGovernor(bounds: QualityBounds = GPU_BOUNDS): QualityGovernor {
  const { start, tooSlow, fastEnough, farTooSlow } = bounds;
  let index = start;
  let window: number[] = [];
  let spent = 0;
  let calm = 0;
  let patience = 8;
  let climbed = false;
  return {
    get index(): number {
      return index;
    },
    get level(): QualityLevel {
      return QUALITY_LEVELS[index] ?? { pixelRatio: 1, shadowSize: 0 };
    },
    frame(milliseconds: number): boolean {
      window.push(milliseconds);
      spent += milliseconds;
      if (window.length < FRAMES_TO_JUDGE && (spent < TIME_TO_JUDGE || window.length < 4)) return false;
      const median = window.sort((a, b) => a - b)[window.length >> 1] ?? 0;
      spent = 0;
      window = [];
      if (median > tooSlow && index < QUALITY_LEVELS.length - 1) {
        if (climbed) patience *= 2;
        climbed = false;
        calm = 0;
        index = Math.min(QUALITY_LEVELS.length - 1, index + (median > farTooSlow ? 2 : 1));
        return true;
      }
      calm = median < fastEnough ? calm + 1 : 0;
      if (calm >= patience && index > 0) {
        calm = 0;
        climbed = true;
        index -= 1;
        return true;
      }
      return false;
    },
  };
}
