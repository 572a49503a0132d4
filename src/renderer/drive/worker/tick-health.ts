import type { TickHealth } from "../../../shared/dataset/episode.ts";
import { createHistogram } from "./histogram.ts";
import { KEPT } from "./history.ts";

/** How well the control loop kept its time, for the screen and for the episode. */
export interface HealthMeter {
  /** ticks per real second, over about the last second of ticking */
  readonly rate: number;
  readonly ageP50: number;
  readonly ageP99: number;
  readonly workP50: number;
  readonly workP99: number;
  /** starts a new account; `missed` is the grid's count at this moment */
  reset(missed: number): void;
  /** to the account as it was after `tick` ticks, one of the last KEPT; `missed` is the grid's count at this moment */
  rewind(tick: number, missed: number): void;
  /** ticking goes on after a halt: the gap is not the loop's */
  resume(): void;
  /** nothing was ticked for so long (s) that it was not the loop */
  standStill(seconds: number): void;
  /** one tick: when it was done (ms), how old the input was and how long the work took (s; age NaN without a device) */
  tick(now: number, age: number, work: number, rateAsked: number): void;
  /** missed ticks since the reset, of the grid's count */
  missedSince(missed: number): number;
  account(missed: number): TickHealth;
}

const REFRESH_TICKS = 16;
/** what is kept of a tick: its age and work, and the sums after it */
const ENTRY = { age: 0, work: 1, ticks: 2, spent: 3, askedSpent: 4, stoodStill: 5, size: 6 } as const;

export function createHealthMeter(): HealthMeter {
  const ages = createHistogram(0.0002, 1000);
  const works = createHistogram(0.00002, 1000);
  const meter = { rate: 0, ageP50: Number.NaN, ageP99: Number.NaN, workP50: Number.NaN, workP99: Number.NaN };
  let missedAtReset = 0;
  let ticks = 0;
  let spent = 0;
  let last = Number.NaN;
  /** ms that the intervals in `spent` should have taken */
  let askedSpent = 0;
  let lastAsked = 0;
  let stoodStill = 0;
  let allTicks = 0;
  let windowTicks = 0;
  let windowSpent = 0;
  const entries = new Float64Array(KEPT * ENTRY.size);
  const entry = (tick: number, part: number): number => entries[(tick % KEPT) * ENTRY.size + part] ?? 0;
  const showAges = (): void => {
    meter.ageP50 = ages.percentile(0.5);
    meter.ageP99 = ages.percentile(0.99);
    meter.workP50 = works.percentile(0.5);
    meter.workP99 = works.percentile(0.99);
  };
  const nullable = (value: number): number | null => (Number.isNaN(value) ? null : value);
  return {
    get rate(): number {
      return meter.rate;
    },
    get ageP50(): number {
      return meter.ageP50;
    },
    get ageP99(): number {
      return meter.ageP99;
    },
    get workP50(): number {
      return meter.workP50;
    },
    get workP99(): number {
      return meter.workP99;
    },
    reset(missed: number): void {
      ages.reset();
      works.reset();
      missedAtReset = missed;
      ticks = spent = askedSpent = lastAsked = stoodStill = allTicks = windowTicks = windowSpent = 0;
      last = Number.NaN;
      Object.assign(meter, {
        rate: 0,
        ageP50: Number.NaN,
        ageP99: Number.NaN,
        workP50: Number.NaN,
        workP99: Number.NaN,
      });
    },
    rewind(tick: number, missed: number): void {
      for (let undone = tick; undone < allTicks; undone += 1) {
        const age = entry(undone, ENTRY.age);
        if (!Number.isNaN(age)) ages.remove(age);
        works.remove(entry(undone, ENTRY.work));
      }
      missedAtReset = missed;
      allTicks = tick;
      ticks = tick === 0 ? 0 : entry(tick - 1, ENTRY.ticks);
      spent = tick === 0 ? 0 : entry(tick - 1, ENTRY.spent);
      askedSpent = tick === 0 ? 0 : entry(tick - 1, ENTRY.askedSpent);
      stoodStill = tick === 0 ? 0 : entry(tick - 1, ENTRY.stoodStill);
      windowTicks = windowSpent = meter.rate = 0;
      last = Number.NaN;
      showAges();
    },
    resume(): void {
      last = Number.NaN;
      windowTicks = windowSpent = 0;
    },
    standStill(seconds: number): void {
      stoodStill += seconds;
    },
    tick(now: number, age: number, work: number, rateAsked: number): void {
      if (!Number.isNaN(age)) ages.add(age);
      works.add(work);
      lastAsked = rateAsked;
      if (!Number.isNaN(last)) {
        ticks += 1;
        spent += now - last;
        askedSpent += 1000 / rateAsked;
        windowTicks += 1;
        windowSpent += now - last;
      }
      last = now;
      const at = (allTicks % KEPT) * ENTRY.size;
      entries[at + ENTRY.age] = age;
      entries[at + ENTRY.work] = work;
      entries[at + ENTRY.ticks] = ticks;
      entries[at + ENTRY.spent] = spent;
      entries[at + ENTRY.askedSpent] = askedSpent;
      entries[at + ENTRY.stoodStill] = stoodStill;
      allTicks += 1;
      if (allTicks % REFRESH_TICKS === 0) showAges();
      if (windowSpent >= 500) {
        meter.rate = (windowTicks * 1000) / windowSpent;
        windowTicks = windowSpent = 0;
      }
    },
    missedSince: (missed: number) => missed - missedAtReset,
    account(missed: number): TickHealth {
      return {
        rateAsked: askedSpent === 0 ? lastAsked : (ticks * 1000) / askedSpent,
        rateHeld: spent === 0 ? 0 : (ticks * 1000) / spent,
        missedTicks: missed - missedAtReset,
        inputAgeP50: nullable(ages.percentile(0.5)),
        inputAgeP99: nullable(ages.percentile(0.99)),
        tickWorkP99: nullable(works.percentile(0.99)),
        ...(stoodStill > 0 ? { stoodStill } : {}),
      };
    },
  };
}
