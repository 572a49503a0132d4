/** Counts whole seconds down to 0, telling each; 0 seconds are over at once. */
export interface Countdown {
  start(seconds: number): void;
  cancel(): void;
}

export function createCountdown(tell: (left: number) => void, over: () => void): Countdown {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const count = (left: number): void => {
    if (left <= 0) {
      over();
      return;
    }
    tell(left);
    timer = setTimeout(() => count(left - 1), 1000);
  };
  return {
    start(seconds: number): void {
      clearTimeout(timer);
      count(seconds);
    },
    cancel(): void {
      clearTimeout(timer);
    },
  };
}
