import { z } from "zod";
import { OBSERVATION_SIZE } from "../base/specs.ts";
import { allocateColumn, STEP_COLUMNS } from "../dataset/columns.ts";
import type { ColumnArray, ColumnName, StepColumns } from "../dataset/columns.ts";
import type { Episode } from "../dataset/episode.ts";
import { invalidFile } from "../dataset/invalid-file.ts";
import { fromJson, toJson } from "../dataset/json-numbers.ts";
import { readEpisodeRecord } from "./episode-record.ts";
import type { RowField } from "./foreign-columns.ts";
import type { McapTopic } from "./mcap-topics.ts";
import { unpackSnapshots } from "./snapshot-bytes.ts";
import { nativeEpisode } from "./table-episodes.ts";
import type { ReadEpisode } from "./table-episodes.ts";

const NANOSECONDS = 1e9;

const attachmentSchema = z.object({
  steps: z.number().int().positive(),
  finalObservation: z.array(z.custom<number>((value) => typeof value === "number")).length(OBSERVATION_SIZE),
  /** see `writeEpisodeRecord` */
  record: z.string(),
});
export type McapRecord = z.infer<typeof attachmentSchema>;

/** A message, taken apart: the values of the columns that it has, `size` of each. */
export interface StepMessage {
  readonly episode: number;
  readonly step: number;
  readonly values: ReadonlyMap<ColumnName, readonly number[]>;
}

/** The attachment that says what messages have no place for. */
export function mcapRecord({ meta }: Episode, record: string): string {
  const { steps, finalObservation } = meta;
  return toJson({ steps, finalObservation, record } satisfies McapRecord);
}

/** Inverse of `mcapRecord`; FailureError "invalid-file". */
export function parseMcapRecord(text: string): McapRecord {
  try {
    return attachmentSchema.parse(fromJson(text));
  } catch (error) {
    throw invalidFile("The record of an episode in the MCAP file is damaged.", error);
  }
}

/**
 * The time of each step in nanoseconds since 1970: as recorded where that is known and in order, else simulated.
 */
export function stepTimes(columns: StepColumns, steps: number, rate: number, start: bigint): BigInt64Array {
  const times = columns.wall_time;
  const sound = times !== undefined && times.every((time, i) => time >= 0 && time < 1e9 && time >= (times[i - 1] ?? 0));
  const nanoseconds = new BigInt64Array(steps);
  for (let step = 0; step < steps; step++)
    nanoseconds[step] = start + BigInt(Math.round((sound ? (times[step] ?? 0) : step / rate) * NANOSECONDS));
  return nanoseconds;
}

/**
 * When an episode begins, in nanoseconds since 1970: as recorded, but never before `earliest`, the end of the episode
 * before it. Never 0, which readers take for "unknown".
 */
export function startNanoseconds(createdAt: string, earliest: bigint): bigint {
  const milliseconds = Date.parse(createdAt);
  const start = Number.isFinite(milliseconds) && milliseconds > 0 ? BigInt(milliseconds) * 1_000_000n : 1n;
  return start > earliest ? start : earliest;
}

/** Collects the messages of one episode. */
export class McapEpisode {
  readonly number: number;
  readonly #values = new Map<ColumnName, number[]>();
  readonly #steps = new Map<McapTopic, number>();

  constructor(number: number) {
    this.number = number;
  }

  /** FailureError "invalid-file" where the message is not the topic's next. */
  add(topic: McapTopic, { step, values: found }: StepMessage): void {
    const due = this.#steps.get(topic) ?? 0;
    if (step !== due)
      throw invalidFile(`Episode ${this.number} of the MCAP file has step ${step} of ${topic} where ${due} is due.`);
    this.#steps.set(topic, due + 1);
    for (const [name, row] of found) {
      const values = this.#values.get(name) ?? [];
      this.#values.set(name, values);
      values.push(...row);
    }
  }

  /** The whole episode; FailureError "invalid-file" where messages are missing. */
  finish({ steps, finalObservation, record: text }: McapRecord, packed: Uint8Array): ReadEpisode {
    const record = readEpisodeRecord(text);
    if (record === null) throw invalidFile(`The record of episode ${this.number} is damaged or of a later version.`);
    if ([...this.#steps.values()].some((count) => count !== steps))
      throw invalidFile(`Episode ${this.number} of the MCAP file lacks messages: it has ${steps} steps.`);
    const fields = new Map<RowField, ColumnArray>();
    fields.set(
      "step",
      Int32Array.from({ length: steps }, (_item, i) => i),
    );
    for (const [name, values] of this.#values) {
      const spec = STEP_COLUMNS[name];
      if (values.length !== steps * spec.size)
        throw invalidFile(`Episode ${this.number} of the MCAP file lacks values of ${name}.`);
      const column = allocateColumn(spec, steps);
      column.set(values);
      fields.set(name, column);
    }
    const snapshots = unpackSnapshots(packed, steps);
    return nativeEpisode({ key: String(this.number), rows: steps, fields, snapshots }, { record, finalObservation });
  }
}
