/** Slows time down while a fall is near, so that a person can still answer. */
export interface AutoSlow {
  /** whether time should be slow after this step; `seconds`: simulated time of a step */
  update(pitch: number, pitchRate: number, height: number, seconds: number): boolean;
  reset(): void;
}

/** Hopper-v5 ends beyond 0.2 rad and below 0.7 m. */
const NEAR_PITCH = 0.15;
const NEAR_HEIGHT = 0.85;
/** s; how far ahead it looks */
const AHEAD = 0.06;
/** s of simulated time that it stays slow after the danger is over */
const CALM = 0.15;
/** states, at 125 Hz, that it goes by: after so many it is as if it had seen all of the episode */
export const SEEN_STATES = 20;

export function createAutoSlow(): AutoSlow {
  let calm = CALM;
  return {
    update(pitch: number, pitchRate: number, height: number, seconds: number): boolean {
      const danger = Math.abs(pitch + AHEAD * pitchRate) > NEAR_PITCH || height < NEAR_HEIGHT;
      calm = danger ? 0 : calm + seconds;
      return calm < CALM;
    },
    reset(): void {
      calm = CALM;
    },
  };
}
