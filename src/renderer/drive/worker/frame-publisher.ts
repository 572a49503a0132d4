import { openMailbox } from "../mailbox.ts";
import type { Mailbox } from "../mailbox.ts";
import { FRAME } from "../records.ts";
import type { RunView } from "./run.ts";
import type { HealthMeter } from "./tick-health.ts";

export interface TickInfo {
  /** epoch ms */
  readonly due: number;
  readonly period: number;
  readonly running: boolean;
  readonly missed: number;
  readonly timeScale: number;
  readonly health: HealthMeter;
}

/** Leaves the newest two states and the instruments' values where the page finds them. */
export interface FramePublisher {
  /** due time of the last published tick */
  readonly lastDue: number;
  /** with shared memory, or null: then `publish` answers the values to be sent */
  connect(shared: SharedArrayBuffer | null): void;
  /** the next state does not follow from the last: nothing is interpolated between them */
  jump(): void;
  publish(view: RunView, info: TickInfo): Float64Array | null;
}

export function createFramePublisher(): FramePublisher {
  const values = new Float64Array(FRAME.size);
  let box: Mailbox | null = null;
  let epoch = 0;
  let jumped = true;
  return {
    get lastDue(): number {
      return values[FRAME.time] ?? 0;
    },
    connect(shared: SharedArrayBuffer | null): void {
      box = shared === null ? null : openMailbox(shared, FRAME.size);
    },
    jump(): void {
      epoch += 1;
      jumped = true;
    },
    publish(view: RunView, { due, period, running, missed, timeScale, health }: TickInfo): Float64Array | null {
      // The same tick again (a halt, another scale) keeps the pair of states it had.
      if (jumped) values.set(view.poses, FRAME.previousPoses);
      else if (due !== values[FRAME.time]) values.copyWithin(FRAME.previousPoses, FRAME.poses, FRAME.poses + 12);
      jumped = false;
      values.set(view.poses, FRAME.poses);
      values.set(view.action, FRAME.action);
      values[FRAME.time] = due;
      values[FRAME.previousTime] = due - period;
      values[FRAME.epoch] = epoch;
      values[FRAME.running] = Number(running);
      values[FRAME.contact] = Number(view.contact);
      values[FRAME.steps] = view.steps;
      values[FRAME.speed] = view.speed;
      values[FRAME.height] = view.height;
      values[FRAME.pitch] = view.pitch;
      values[FRAME.x] = view.x;
      values[FRAME.return] = view.return;
      values[FRAME.missed] = missed;
      values[FRAME.rate] = running ? health.rate : 0;
      values[FRAME.ageP50] = health.ageP50;
      values[FRAME.ageP99] = health.ageP99;
      values[FRAME.workP50] = health.workP50;
      values[FRAME.workP99] = health.workP99;
      values[FRAME.timeScale] = timeScale;
      values[FRAME.command] = view.command;
      values[FRAME.thrust] = view.thrust;
      values[FRAME.position] = view.position;
      values[FRAME.length] = view.length;
      if (box === null) return values.slice();
      box.write(values);
      return null;
    },
  };
}
