import { mailboxBytes, openMailbox } from "../../src/renderer/drive/mailbox.ts";
import type { FromWorker, RunSpec, ToWorker } from "../../src/renderer/drive/messages.ts";
import { FRAME, PAD } from "../../src/renderer/drive/records.ts";
import { createEngine } from "../../src/renderer/drive/worker/engine.ts";
import { STEP_COLUMNS } from "../../src/shared/dataset/columns.ts";

/** The drive's engine on a clock of its own that moves only while the engine sleeps: the same test, the same times. */
export interface SimulatedDrive {
  /** epoch ms */
  time: number;
  /** ms that the computer slept so far: its monotonic clock, which the engine goes by, leaves them out */
  asleep: number;
  /** of the left stick, sideways; the page renews it before every tick */
  axis: number;
  /** the page no longer renews the pad */
  frozen: boolean;
  /** nobody has a pad */
  bare: boolean;
  /** called before every tick with the number of the step to come */
  onTick: ((step: number) => void) | null;
  readonly told: FromWorker[];
  readonly frame: () => Float64Array;
  readonly send: (message: ToWorker) => void;
  /** runs until the step to come is `step` and halts, or until the engine halts by itself */
  readonly drive: (step: number) => Promise<void>;
  /** a column of the rows that were handed over for `episode`, by row */
  readonly rows: (name: keyof typeof STEP_COLUMNS, episode?: number) => readonly (readonly number[])[];
  readonly last: <T extends FromWorker["type"]>(type: T) => Extract<FromWorker, { type: T }> | null;
}

/** messages either way after which nothing runs */
const STOPS: ReadonlySet<string> = new Set(["halt", "finish", "ended", "input-stale", "stood-still", "fault"]);

export function createSimulatedDrive(run: RunSpec): SimulatedDrive {
  const shared = {
    pad: new SharedArrayBuffer(mailboxBytes(PAD.size)),
    frame: new SharedArrayBuffer(mailboxBytes(FRAME.size)),
  };
  const padBox = openMailbox(shared.pad, PAD.size);
  const frameBox = openMailbox(shared.frame, FRAME.size);
  const values = new Float64Array(PAD.size);
  const out = new Float64Array(FRAME.size);
  const frame = (): Float64Array => (frameBox.read(out), out);
  const told: FromWorker[] = [];
  let goal = Infinity;
  let running = false;
  const renew = (): void => {
    if (drive.frozen) return;
    values[PAD.time] = drive.time;
    values[PAD.device] = Number(!drive.bare);
    values[PAD.axes] = drive.axis;
    padBox.write(values);
  };
  const sleep = (ms: number): void => {
    drive.time += ms;
    const step = frame()[FRAME.steps] ?? 0;
    if (step >= goal) return send({ type: "halt" });
    drive.onTick?.(step);
    renew();
  };
  const send = (message: ToWorker): void => {
    if (STOPS.has(message.type)) running = false;
    engine.handle(message);
  };
  const drive: SimulatedDrive = {
    time: 1e12,
    asleep: 0,
    axis: 0.4,
    frozen: false,
    bare: false,
    onTick: null,
    told,
    frame,
    send,
    async drive(step) {
      goal = step;
      running = true;
      renew();
      engine.handle({ type: "run" });
      while (running) await new Promise((resolve) => setImmediate(resolve));
      goal = Infinity;
    },
    rows(name, episode = 1) {
      const { size } = STEP_COLUMNS[name];
      return told.flatMap((message) => {
        if (message.type !== "batch" || message.episode !== episode) return [];
        const column = message.batch.columns[name] ?? [];
        return Array.from({ length: message.batch.count }, (_, row) =>
          Array.from(column.slice(row * size, (row + 1) * size), Number),
        );
      });
    },
    last: (type) => (told.findLast((message) => message.type === type) as never) ?? null,
  };
  const engine = createEngine(
    (message) => {
      if (STOPS.has(message.type)) running = false;
      told.push(message);
    },
    () => drive.time,
    sleep,
    () => drive.time + drive.asleep,
  );
  engine.handle({ type: "init", lead: 0, shared });
  engine.handle({ type: "load", run });
  return drive;
}
