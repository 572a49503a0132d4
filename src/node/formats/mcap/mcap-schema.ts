import { BinaryWriter } from "@bufbuild/protobuf/wire";
import { integer, message, text } from "../../../shared/learn/graph/proto-fields.ts";
import { EPISODE_FIELD, mcapFields, STEP_FIELD } from "../../../shared/export/mcap-topics.ts";
import type { McapTopic, McapValueType } from "../../../shared/export/mcap-topics.ts";

/** Numbers of google/protobuf/descriptor.proto. */
const FILE = 1;
const NAME = 1;
const PACKAGE = 2;
const MESSAGE_TYPE = 4;
const FIELD = 2;
const NESTED_TYPE = 3;
const ENUM_TYPE = 4;
const ENUM_VALUE = 2;
const NUMBER = 3;
const LABEL = 4;
const TYPE = 5;
const TYPE_NAME = 6;
const OPTIONS = 8;
const PACKED = 2;
const ENUM_NUMBER = 2;
const OPTIONAL = 1;
const REPEATED = 3;
const TYPE_MESSAGE = 11;
const TYPE_FIXED32 = 7;
const TYPES: Readonly<Record<McapValueType, number>> = { double: 1, float: 2, bool: 8, enum: 14, sfixed32: 15 };

const PACKAGE_NAME = "pogo";

const capital = (name: string): string =>
  name
    .split("_")
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join("");

const messageName = (topic: McapTopic): string => capital(topic.slice(1));

/** The full name of a topic's messages, by which the schema's name names them. */
export function mcapMessageName(topic: McapTopic): string {
  return `${PACKAGE_NAME}.${messageName(topic)}`;
}

interface FieldDescription {
  readonly name: string;
  readonly number: number;
  readonly type: number;
  readonly typeName?: string;
  readonly repeated?: boolean;
}

function describeField(writer: BinaryWriter, at: number, field: FieldDescription): void {
  message(writer, at, () => {
    text(writer, NAME, field.name);
    integer(writer, NUMBER, field.number);
    integer(writer, LABEL, field.repeated === true ? REPEATED : OPTIONAL);
    integer(writer, TYPE, field.type);
    if (field.typeName !== undefined) text(writer, TYPE_NAME, field.typeName);
    if (field.repeated === true) message(writer, OPTIONS, () => integer(writer, PACKED, 1));
  });
}

/** An enum's values share their message's names with its other enums: they begin with the enum's own. */
function describeEnum(writer: BinaryWriter, column: string, words: readonly string[]): void {
  message(writer, ENUM_TYPE, () => {
    text(writer, NAME, capital(column));
    for (const [code, word] of words.entries())
      message(writer, ENUM_VALUE, () => {
        text(writer, NAME, `${column}_${word}`.toUpperCase().replaceAll("-", "_"));
        integer(writer, ENUM_NUMBER, code);
      });
  });
}

function describePlaces(writer: BinaryWriter, column: string, places: readonly string[], type: McapValueType): void {
  message(writer, NESTED_TYPE, () => {
    text(writer, NAME, capital(column));
    for (const [i, name] of places.entries()) describeField(writer, FIELD, { name, number: i + 1, type: TYPES[type] });
  });
}

/**
 * The FileDescriptorSet of a topic's messages, as MCAP's registry demands of protobuf schemas. Proto2, in which readers can tell
 * a field that an episode does not have from one that is 0.
 */
export function mcapSchema(topic: McapTopic): Uint8Array {
  const writer = new BinaryWriter();
  message(writer, FILE, () => {
    text(writer, NAME, `pogo${topic}.proto`);
    text(writer, PACKAGE, PACKAGE_NAME);
    message(writer, MESSAGE_TYPE, () => {
      text(writer, NAME, messageName(topic));
      describeField(writer, FIELD, { name: "episode", number: EPISODE_FIELD, type: TYPE_FIXED32 });
      describeField(writer, FIELD, { name: "step", number: STEP_FIELD, type: TYPE_FIXED32 });
      for (const { column, number, type, size, places, words } of mcapFields(topic)) {
        const typeName = `.${mcapMessageName(topic)}.${capital(column)}`;
        if (places !== null) describeField(writer, FIELD, { name: column, number, type: TYPE_MESSAGE, typeName });
        else if (words !== null) describeField(writer, FIELD, { name: column, number, type: TYPES[type], typeName });
        else describeField(writer, FIELD, { name: column, number, type: TYPES[type], repeated: size > 1 });
      }
      for (const { column, type, places, words } of mcapFields(topic)) {
        if (places !== null) describePlaces(writer, column, places, type);
        if (words !== null) describeEnum(writer, column, words);
      }
    });
  });
  return writer.finish();
}
