import type { Crc32 } from "../../base/crc32.ts";
import { STEP_COLUMNS } from "../columns.ts";
import type { ColumnName, ColumnSpec, ColumnType } from "../columns.ts";
import { headerFromMetadata } from "../episode-header.ts";
import type { EpisodeHeader } from "../episode-header.ts";
import { invalidFile } from "../invalid-file.ts";
import { CHECKS_KEY } from "./checksums.ts";
import { NEXT_OBSERVATION_COLUMN, SNAPSHOT_COLUMN } from "./episode-schema.ts";
import type { FlatTable } from "./flat-table.ts";
import { readHead, verifyHead } from "./stream-messages.ts";

/** A field of an episode file: a step column, or one of the two binary ones. */
export type EpisodeField =
  | { readonly kind: "column"; readonly name: ColumnName; readonly spec: ColumnSpec }
  | { readonly kind: "binary"; readonly name: typeof SNAPSHOT_COLUMN | typeof NEXT_OBSERVATION_COLUMN };

/** An episode file's schema. */
export interface DecodedSchema {
  readonly header: EpisodeHeader;
  readonly fields: readonly EpisodeField[];
  /** every batch carries checksums */
  readonly checked: boolean;
}

const INT = 2;
const FLOATING_POINT = 3;
const BINARY = 4;
const FIXED_SIZE_LIST = 16;
const SINGLE = 1;
const DOUBLE = 2;
const MAX_FIELDS = 64;
const MAX_KEYS = 64;

function scalarOf(field: FlatTable): ColumnType | null {
  const type = field.table(3);
  if (type === null) return null;
  switch (field.uint8(2)) {
    case FLOATING_POINT: {
      const precision = type.int16(0);
      return precision === DOUBLE ? "float64" : precision === SINGLE ? "float32" : null;
    }
    case INT: {
      const bits = type.int32(0);
      const signed = type.uint8(1) !== 0;
      return bits === 32 && signed ? "int32" : bits === 8 && !signed ? "uint8" : null;
    }
    default:
      return null;
  }
}

function isColumn(field: FlatTable, spec: ColumnSpec): boolean {
  if (spec.size === 1) return scalarOf(field) === spec.type;
  if (field.uint8(2) !== FIXED_SIZE_LIST || field.table(3)?.int32(0) !== spec.size) return false;
  const item = field.tables(5, 1)[0];
  return item !== undefined && scalarOf(item) === spec.type;
}

function fieldOf(field: FlatTable): EpisodeField {
  const name = field.text(0);
  if (name === SNAPSHOT_COLUMN || name === NEXT_OBSERVATION_COLUMN) {
    if (field.uint8(2) !== BINARY) throw invalidFile(`Column ${name} is not binary.`);
    return { kind: "binary", name };
  }
  if (!Object.hasOwn(STEP_COLUMNS, name))
    throw invalidFile(`The episode has a column this Pogo does not know: "${name.slice(0, 60)}".`);
  const known = name as ColumnName;
  const spec: ColumnSpec = STEP_COLUMNS[known];
  if (field.table(4) !== null || !isColumn(field, spec))
    throw invalidFile(`Column ${name} has another type than ${spec.type}[${spec.size}].`);
  return { kind: "column", name: known, spec };
}

/**
 * Decodes and checks the schema message of an episode file, of which `head` is every byte; FailureError "invalid-file".
 * `known` is what the file was found to say before, where it did not change since.
 */
export function decodeSchema(head: Uint8Array, crc32: Crc32, known?: EpisodeHeader): DecodedSchema {
  const { kind, header, bodyBytes } = readHead(head, crc32);
  if (kind !== "schema" || bodyBytes > 0) throw invalidFile("The Arrow stream does not begin with a schema.");
  try {
    return schemaOf(head, header, crc32, known);
  } catch (error) {
    throw error instanceof RangeError ? invalidFile("The Arrow schema is damaged.", error) : error;
  }
}

/** Keys that are not ours are refused: a damaged one would hide what it says, the checksum first of all. */
function schemaOf(head: Uint8Array, schema: FlatTable, crc32: Crc32, known?: EpisodeHeader): DecodedSchema {
  if (schema.int16(0) !== 0) throw invalidFile("The Arrow stream is big-endian; episodes are little-endian.");
  const pairs = schema.tables(2, MAX_KEYS);
  const checks = pairs.find((pair) => pair.text(0) === CHECKS_KEY);
  if (checks !== undefined) verifyHead(head, checks.textBytes(1), crc32);
  const header = checks === undefined || known === undefined ? headerOf(pairs) : known;
  const fields = schema.tables(1, MAX_FIELDS).map(fieldOf);
  const names = new Set<string>(fields.map((field) => field.name));
  if (names.size !== fields.length) throw invalidFile("The episode has a column twice.");
  for (const [name, spec] of Object.entries(STEP_COLUMNS)) {
    if (spec.required && !names.has(name)) throw invalidFile(`The episode lacks column ${name}.`);
  }
  return { header, fields, checked: checks !== undefined };
}

function headerOf(pairs: readonly FlatTable[]): EpisodeHeader {
  const metadata = new Map(pairs.map((pair) => [pair.text(0), pair.text(1)] as const));
  metadata.delete(CHECKS_KEY);
  return headerFromMetadata(metadata);
}
