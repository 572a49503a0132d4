/** A bucket that holds `burst` and refills by `perSecond`. */
export interface RateLimit {
  /** takes so much at time `now` (ms); false when there is not that much left, and then nothing is taken */
  take(amount: number, now: number): boolean;
}

export function createRateLimit(burst: number, perSecond: number): RateLimit {
  let left = burst;
  let last: number | undefined;
  return {
    take: (amount, now) => {
      left = Math.min(burst, left + (Math.max(0, now - (last ?? now)) / 1000) * perSecond);
      last = now;
      if (amount > left) return false;
      left -= amount;
      return true;
    },
  };
}
