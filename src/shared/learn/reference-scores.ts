/**
 * Mean return of uniformly random torques in our scene: 1000 episodes, seeds 0…999, Hopper-v5's defaults, rk4
 * (17.4, standard deviation 16.9; every one falls, after 22 steps on average).
 */
export const RANDOM_RETURN = 17.4;
/**
 * Mean return of the CS285 course's Hopper expert: 80 episodes of 1000 steps in Gymnasium's Hopper-v5 on MuJoCo, the
 * dataset that comes with the app. The same network returns 3727 ± 4 in our scene (10 episodes, rk4).
 */
export const EXPERT_RETURN = 3728;

/** 0: as good as chance, 1: as good as the expert. */
export function normalizedScore(meanReturn: number): number {
  return (meanReturn - RANDOM_RETURN) / (EXPERT_RETURN - RANDOM_RETURN);
}
