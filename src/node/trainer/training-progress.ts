import type { JobProgress } from "../../shared/ipc/jobs.ts";

/** What a resumed training had behind it. */
interface Before {
  readonly seconds: number;
  readonly samples: number;
  readonly steps: number;
}

/** Turns what a trainer says into progress with a rate and the time left. Time spent on rollouts does not count as training. */
export class TrainingProgress {
  private readonly now: () => number;
  /** share of the whole that is gradient steps; the rest is the final evaluation */
  private readonly trainingShare: number;
  private started = 0;
  private paused = 0;
  private samples = 0;
  private steps = 0;
  /** done before this process began */
  private readonly before: Before;

  constructor(now: () => number, trainingShare: number, before: Before = { seconds: 0, samples: 0, steps: 0 }) {
    this.now = now;
    this.trainingShare = trainingShare;
    this.before = before;
    this.samples = before.samples;
    this.steps = before.steps;
  }

  start(): void {
    this.started = this.now();
  }

  /** runs work that is not training */
  async apart<T>(work: () => Promise<T>): Promise<T> {
    const from = this.now();
    try {
      return await work();
    } finally {
      this.paused += this.now() - from;
    }
  }

  /** seconds of training so far, those before a resume included */
  seconds(): number {
    return this.before.seconds + this.secondsHere();
  }

  samplesPerSecond(): number {
    return (this.samples - this.before.samples) / this.secondsHere();
  }

  private secondsHere(): number {
    return Math.max(1e-9, (this.now() - this.started - this.paused) / 1000);
  }

  step(done: { readonly step: number; readonly steps: number; readonly samples: number }): JobProgress {
    this.samples = done.samples;
    this.steps = done.step;
    const fraction = done.step / done.steps;
    return {
      fraction: fraction * this.trainingShare,
      message: `Training, step ${done.step} of ${done.steps}`,
      rate: this.samplesPerSecond(),
      rateUnit: "samples",
      secondsLeft: (this.secondsHere() / Math.max(1, this.steps - this.before.steps)) * (done.steps - done.step),
    };
  }

  rollouts(message: string, fraction: number): JobProgress {
    return {
      fraction,
      message,
      rate: this.samples > 0 ? this.samplesPerSecond() : null,
      rateUnit: "samples",
      secondsLeft: null,
    };
  }

  evaluated(done: number, of: number): JobProgress {
    return this.rollouts(
      `Evaluating, episode ${done} of ${of}`,
      this.trainingShare + (1 - this.trainingShare) * (done / of),
    );
  }
}

/** Progress of which nothing is known but what is being done. */
export function busyWith(message: string): JobProgress {
  return { fraction: null, message, rate: null, rateUnit: "", secondsLeft: null };
}
