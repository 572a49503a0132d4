/** Times between the page's frames over a while, in ms. */
export interface FrameTimes {
  readonly frames: number;
  readonly p50: number;
  readonly p99: number;
}

/** A page as whatever drives its browser sees it. */
export interface Evaluator {
  evaluate<T>(expression: string): Promise<T>;
}

export async function measureFrames(page: Evaluator, seconds: number): Promise<FrameTimes> {
  const times = await page.evaluate<number[]>(`new Promise((done) => {
    const found = [];
    const start = performance.now();
    let last = start;
    const frame = (now) => {
      found.push(now - last);
      last = now;
      if (now - start < ${seconds * 1000}) requestAnimationFrame(frame);
      else done(found.slice(1));
    };
    requestAnimationFrame(frame);
  })`);
  times.sort((a, b) => a - b);
  const at = (share: number): number =>
    times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? Number.NaN;
  return { frames: times.length, p50: at(0.5), p99: at(0.99) };
}
