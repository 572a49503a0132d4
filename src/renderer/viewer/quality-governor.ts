/** How much is drawn: pixels per CSS pixel at most, the shadow map's edge (0: none), and one of how many frames. */
export interface QualityLevel {
  readonly pixelRatio: number;
  readonly shadowSize: number;
  readonly drawEvery: number;
}

/** Best first. */
export const QUALITY_LEVELS: readonly QualityLevel[] = [
  { pixelRatio: 2, shadowSize: 2048, drawEvery: 1 },
  { pixelRatio: 1.5, shadowSize: 1024, drawEvery: 1 },
  { pixelRatio: 1, shadowSize: 1024, drawEvery: 1 },
  { pixelRatio: 0.8, shadowSize: 512, drawEvery: 1 },
  { pixelRatio: 0.62, shadowSize: 512, drawEvery: 1 },
  // Drawn without a GPU on a busy machine: the control loop needs the cores more than the picture does.
  { pixelRatio: 0.5, shadowSize: 256, drawEvery: 2 },
  { pixelRatio: 0.5, shadowSize: 0, drawEvery: 2 },
];

/** ms; above: one level down */
const TOO_SLOW = 24;
/** ms; below, for long enough: one level up */
const FAST_ENOUGH = 17.4;
const FRAMES_TO_JUDGE = 24;
/** ms; a slow machine is judged by fewer frames */
const TIME_TO_JUDGE = 1200;
/** ms; beyond, two levels down at once */
const FAR_TOO_SLOW = 60;

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
export function createQualityGovernor(start = 1): QualityGovernor {
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
      return QUALITY_LEVELS[index] ?? { pixelRatio: 1, shadowSize: 0, drawEvery: 1 };
    },
    frame(milliseconds: number): boolean {
      window.push(milliseconds);
      spent += milliseconds;
      if (window.length < FRAMES_TO_JUDGE && (spent < TIME_TO_JUDGE || window.length < 4)) return false;
      const median = window.sort((a, b) => a - b)[window.length >> 1] ?? 0;
      spent = 0;
      window = [];
      if (median > TOO_SLOW && index < QUALITY_LEVELS.length - 1) {
        if (climbed) patience *= 2;
        climbed = false;
        calm = 0;
        index = Math.min(QUALITY_LEVELS.length - 1, index + (median > FAR_TOO_SLOW ? 2 : 1));
        return true;
      }
      calm = median < FAST_ENOUGH ? calm + 1 : 0;
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
