/** How much is drawn: pixels per CSS pixel at most, and the shadow map's edge (0: none). */
export interface QualityLevel {
  readonly pixelRatio: number;
  readonly shadowSize: number;
}

/** By a GPU; best first. */
export const QUALITY_LEVELS: readonly QualityLevel[] = [
  { pixelRatio: 2, shadowSize: 2048 },
  { pixelRatio: 1.5, shadowSize: 1024 },
  { pixelRatio: 1, shadowSize: 1024 },
  { pixelRatio: 0.8, shadowSize: 512 },
  { pixelRatio: 0.62, shadowSize: 512 },
  { pixelRatio: 0.5, shadowSize: 256 },
  { pixelRatio: 0.5, shadowSize: 0 },
];

/** By the processor, whose shadow costs next to nothing. */
export const SOFTWARE_LEVELS: readonly QualityLevel[] = [1, 0.8, 0.62, 0.5].map((pixelRatio) => ({
  pixelRatio,
  shadowSize: 0,
}));

/** What there is to choose from, by what a frame's time is judged, ms, and where the judging begins. */
export interface QualityBounds {
  readonly levels: readonly QualityLevel[];
  readonly start: number;
  /** above: one level down */
  readonly tooSlow: number;
  /** below, for long enough: one level up */
  readonly fastEnough: number;
  /** beyond, two levels down at once */
  readonly farTooSlow: number;
}

/** Times between frames, which a display's own rate bounds from below. */
export const GPU_BOUNDS: QualityBounds = {
  levels: QUALITY_LEVELS,
  start: 1,
  tooSlow: 24,
  fastEnough: 17.4,
  farTooSlow: 60,
};
/**
 * What one frame takes the processor. Most of it is work at corners: 1.7 times the pixels cost 1.4 times as much at most,
 * and the gap between the bounds is wider than that, or it would swing.
 */
export const SOFTWARE_BOUNDS: QualityBounds = {
  levels: SOFTWARE_LEVELS,
  start: 2,
  tooSlow: 28,
  fastEnough: 10,
  farTooSlow: 60,
};

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
  const { levels, start, tooSlow, fastEnough, farTooSlow } = bounds;
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
      return levels[index] ?? { pixelRatio: 1, shadowSize: 0 };
    },
    frame(milliseconds: number): boolean {
      window.push(milliseconds);
      spent += milliseconds;
      if (window.length < FRAMES_TO_JUDGE && (spent < TIME_TO_JUDGE || window.length < 4)) return false;
      const median = window.sort((a, b) => a - b)[window.length >> 1] ?? 0;
      spent = 0;
      window = [];
      if (median > tooSlow && index < levels.length - 1) {
        if (climbed) patience *= 2;
        climbed = false;
        calm = 0;
        index = Math.min(levels.length - 1, index + (median > farTooSlow ? 2 : 1));
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
