import type { ColumnArray, StepColumns } from "../dataset/columns.ts";
import { EPISODE_FIELD, MCAP_VALUE_BYTES, mcapFields, STEP_FIELD } from "./mcap-topics.ts";
import type { McapField, McapTopic, McapValueType } from "./mcap-topics.ts";

/** Wire types of Protocol Buffers. */
const VARINT = 0;
const FIXED64 = 1;
const DELIMITED = 2;
const FIXED32 = 5;

const WIRE_TYPES: Readonly<Record<McapValueType, number>> = {
  double: FIXED64,
  float: FIXED32,
  sfixed32: FIXED32,
  bool: VARINT,
  enum: VARINT,
};

/** A column's place in every message of a topic. */
interface Slot {
  readonly type: McapValueType;
  readonly values: ColumnArray;
  readonly size: number;
  /** of the first value, from the message's start; the others follow every `stride` bytes */
  readonly offset: number;
  readonly stride: number;
}

/**
 * A topic's messages within one episode. All values have fixed lengths, so all messages have the same bytes but for the
 * values: a message is a copy of `template` with its step and its row of each slot filled in.
 */
export interface MessageLayout {
  readonly topic: McapTopic;
  /** an encoded message with zeros for values */
  readonly template: Uint8Array;
  readonly stepOffset: number;
  readonly slots: readonly Slot[];
}

/** Field numbers below 16 and lengths below 128 take one byte each. */
function short(value: number): number {
  if (value > 0x7f) throw new Error("a message of MCAP has a longer tag or part than was thought of");
  return value;
}

const tag = (field: number, wireType: number): number => short((field << 3) | wireType);

function addField(bytes: number[], { number, type, size, places }: McapField): Pick<Slot, "offset" | "stride"> {
  const width = MCAP_VALUE_BYTES[type];
  const zeros = (): void => {
    for (let i = 0; i < width; i++) bytes.push(0);
  };
  if (places === null) {
    if (size === 1) bytes.push(tag(number, WIRE_TYPES[type]));
    else bytes.push(tag(number, DELIMITED), short(size * width));
    const offset = bytes.length;
    for (let i = 0; i < size; i++) zeros();
    return { offset, stride: width };
  }
  bytes.push(tag(number, DELIMITED), short(size * (1 + width)));
  const offset = bytes.length + 1;
  for (let i = 0; i < size; i++) {
    bytes.push(tag(i + 1, WIRE_TYPES[type]));
    zeros();
  }
  return { offset, stride: 1 + width };
}

/** How an episode's messages of a topic are laid out; null where it has none of the topic's columns. */
export function messageLayout(topic: McapTopic, episode: number, columns: StepColumns): MessageLayout | null {
  const bytes: number[] = [tag(EPISODE_FIELD, FIXED32), 0, 0, 0, 0, tag(STEP_FIELD, FIXED32), 0, 0, 0, 0];
  const slots = mcapFields(topic).flatMap((field): readonly Slot[] => {
    const values = columns[field.column];
    return values === undefined ? [] : [{ type: field.type, values, size: field.size, ...addField(bytes, field) }];
  });
  if (slots.length === 0) return null;
  const template = Uint8Array.from(bytes);
  new DataView(template.buffer).setUint32(1, episode, true);
  return { topic, template, stepOffset: 6, slots };
}

/**
 * Fills in the steps from `from` to `to` of messages whose templates lie in `view` every `stride` bytes from `at` on.
 * Column by column: one loop over one type of array each is what engines compile well.
 */
export function fillMessages(
  { slots, stepOffset }: MessageLayout,
  view: DataView,
  at: number,
  stride: number,
  from: number,
  to: number,
): void {
  for (let step = from, place = at + stepOffset; step < to; step++, place += stride) view.setUint32(place, step, true);
  for (const { type, values, size, offset, stride: apart } of slots) {
    const fill = FILLERS[type];
    for (let i = 0; i < size; i++)
      fill(view, at + offset + i * apart, stride, values, from * size + i, to * size, size);
  }
}

type Fill = (
  view: DataView,
  at: number,
  stride: number,
  values: ColumnArray,
  first: number,
  end: number,
  size: number,
) => void;

const fillBytes: Fill = (view, at, stride, values, first, end, size) => {
  for (let i = first, place = at; i < end; i += size, place += stride) view.setUint8(place, values[i]!);
};

const FILLERS: Readonly<Record<McapValueType, Fill>> = {
  double: (view, at, stride, values, first, end, size) => {
    for (let i = first, place = at; i < end; i += size, place += stride) view.setFloat64(place, values[i]!, true);
  },
  float: (view, at, stride, values, first, end, size) => {
    for (let i = first, place = at; i < end; i += size, place += stride) view.setFloat32(place, values[i]!, true);
  },
  sfixed32: (view, at, stride, values, first, end, size) => {
    for (let i = first, place = at; i < end; i += size, place += stride) view.setInt32(place, values[i]!, true);
  },
  bool: fillBytes,
  enum: fillBytes,
};
