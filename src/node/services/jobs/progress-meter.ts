import type { JobProgress } from "../../../shared/ipc/jobs.ts";

/** Progress of counted work: its rate since it began, and the time left at that rate. */
export function createProgressMeter(
  unit: string,
  now: () => number = () => performance.now(),
): (done: number, total: number, message: string) => JobProgress {
  const started = now();
  return (done, total, message) => {
    const seconds = (now() - started) / 1000;
    const rate = seconds > 0 && done > 0 ? done / seconds : null;
    return {
      fraction: total > 0 ? Math.min(1, done / total) : null,
      message,
      rate,
      rateUnit: unit,
      secondsLeft: rate === null ? null : Math.max(0, total - done) / rate,
    };
  };
}
