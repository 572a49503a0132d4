/** TO BE MEASURED */
export const RANDOM_RETURN = 0;
/** Mean return of the CS285 course's Hopper expert, 80 episodes of 1000 steps in Gymnasium's Hopper-v5 (MuJoCo). */
export const EXPERT_RETURN = 3728;

/** 0: as good as chance, 1: as good as the expert. */
export function normalizedScore(meanReturn: number): number {
  return (meanReturn - RANDOM_RETURN) / (EXPERT_RETURN - RANDOM_RETURN);
}
