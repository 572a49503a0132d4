import { BinaryReader, WireType } from "@bufbuild/protobuf/wire";
import { CODE_LIMITS } from "../../../shared/dataset/columns.ts";
import type { ColumnName } from "../../../shared/dataset/columns.ts";
import { invalidFile } from "../../../shared/dataset/invalid-file.ts";
import type { StepMessage } from "../../../shared/export/mcap-episode.ts";
import { EPISODE_FIELD, MCAP_TOPICS, mcapFields, STEP_FIELD } from "../../../shared/export/mcap-topics.ts";
import type { McapField, McapTopic, McapValueType } from "../../../shared/export/mcap-topics.ts";

const VALUES: Readonly<Record<McapValueType, readonly [WireType, (reader: BinaryReader) => number]>> = {
  double: [WireType.Bit64, (reader) => reader.double()],
  float: [WireType.Bit32, (reader) => reader.float()],
  sfixed32: [WireType.Bit32, (reader) => reader.sfixed32()],
  bool: [WireType.Varint, (reader) => reader.uint32()],
  enum: [WireType.Varint, (reader) => reader.uint32()],
};

const FIELDS = new Map<McapTopic, ReadonlyMap<number, McapField>>(
  (Object.keys(MCAP_TOPICS) as McapTopic[]).map((topic) => [
    topic,
    new Map(mcapFields(topic).map((field) => [field.number, field])),
  ]),
);

function refuse(column: ColumnName): never {
  throw invalidFile(`A message of the MCAP file has a damaged ${column}.`);
}

/** The values of a field, which must be whole: `size` of them, places in their order. */
function readValues(
  reader: BinaryReader,
  wire: WireType,
  { column, type, size, places }: McapField,
): readonly number[] {
  const [expected, read] = VALUES[type];
  if (size === 1) {
    if (wire !== expected) refuse(column);
    const value = read(reader);
    const limit = CODE_LIMITS[column];
    if (limit !== undefined && value >= limit) refuse(column);
    return [value];
  }
  if (wire !== WireType.LengthDelimited) refuse(column);
  const part = new BinaryReader(reader.bytes());
  const values: number[] = [];
  while (part.pos < part.len) {
    if (values.length === size) refuse(column);
    if (places !== null) {
      const [place, found] = part.tag();
      if (place !== values.length + 1 || found !== expected) refuse(column);
    }
    values.push(read(part));
  }
  if (values.length !== size) refuse(column);
  return values;
}

/** Takes a message of a topic apart. FailureError "invalid-file" where it is none of ours; throws where its bytes are damaged. */
export function readMessage(topic: McapTopic, bytes: Uint8Array): StepMessage {
  const fields = FIELDS.get(topic);
  const values = new Map<ColumnName, readonly number[]>();
  let episode: number | null = null;
  let step: number | null = null;
  const reader = new BinaryReader(bytes);
  while (reader.pos < reader.len) {
    const [number, wire] = reader.tag();
    const field = fields?.get(number);
    if (number === EPISODE_FIELD && wire === WireType.Bit32) episode = reader.fixed32();
    else if (number === STEP_FIELD && wire === WireType.Bit32) step = reader.fixed32();
    else if (field === undefined || values.has(field.column))
      throw invalidFile("A message of the MCAP file has an unknown field.");
    else values.set(field.column, readValues(reader, wire, field));
  }
  if (episode === null || step === null)
    throw invalidFile("A message of the MCAP file does not say its episode and step.");
  return { episode, step, values };
}
