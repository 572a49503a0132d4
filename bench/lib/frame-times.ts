import type { Page } from "playwright-core";

/** Times between the page's frames over a while, in ms. */
export interface FrameTimes {
  readonly frames: number;
  readonly p50: number;
  readonly p99: number;
}

export async function measureFrames(page: Page, seconds: number): Promise<FrameTimes> {
  const times = await page.evaluate(
    (milliseconds) =>
      new Promise<number[]>((done) => {
        const found: number[] = [];
        const start = performance.now();
        let last = start;
        const frame = (now: number): void => {
          found.push(now - last);
          last = now;
          if (now - start < milliseconds) requestAnimationFrame(frame);
          else done(found.slice(1));
        };
        requestAnimationFrame(frame);
      }),
    seconds * 1000,
  );
  times.sort((a, b) => a - b);
  const at = (share: number): number =>
    times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? Number.NaN;
  return { frames: times.length, p50: at(0.5), p99: at(0.99) };
}
