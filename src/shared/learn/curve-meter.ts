import type { LossPoint } from "./trainer.ts";

/** What a meter must remember to go on. */
export interface CurveMeterState {
  readonly sum: number;
  readonly count: number;
  readonly samples: number;
  readonly step: number;
  readonly points: readonly LossPoint[];
}

/** Points of a curve, about; each is the mean of the losses since the one before. */
const CURVE_POINTS = 1000;

/** Gathers losses into curve points. */
export class CurveMeter {
  private readonly every: number;
  private readonly onPoint: (point: LossPoint) => void;
  private readonly points: LossPoint[] = [];
  private sum = 0;
  private count = 0;
  private step = 0;
  samples = 0;

  /** `steps`: how many gradient steps there will be */
  constructor(steps: number, onPoint: (point: LossPoint) => void) {
    this.every = Math.max(1, Math.round(steps / CURVE_POINTS));
    this.onPoint = onPoint;
  }

  add(loss: number, samples: number, step: number, epoch: number): void {
    // Flushed one step late: the epoch's last point then always has a loss to stand beside the held-out one.
    if (this.count >= this.every) this.flush(epoch, null);
    this.sum += loss;
    this.count += 1;
    this.samples += samples;
    this.step = step;
  }

  flush(epoch: number, validationLoss: number | null): void {
    const point = { step: this.step, epoch, loss: this.sum / this.count, validationLoss };
    this.points.push(point);
    this.onPoint(point);
    this.sum = 0;
    this.count = 0;
  }

  state(): CurveMeterState {
    const { sum, count, samples, step, points } = this;
    return { sum, count, samples, step, points: [...points] };
  }

  /** Goes on from `state`; its points are told again. */
  restore({ sum, count, samples, step, points }: CurveMeterState): void {
    Object.assign(this, { sum, count, samples, step });
    for (const point of points) {
      this.points.push(point);
      this.onPoint(point);
    }
  }
}
