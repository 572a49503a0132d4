import fc from "fast-check";
import { deserializeTCompactProtocol } from "hyparquet/src/thrift.js";
import { expect, it } from "vitest";
import { THRIFT, ThriftWriter } from "../../../../../src/node/formats/parquet/thrift-writer.ts";

function read(writer: ThriftWriter): unknown {
  const bytes = writer.bytes.slice();
  return deserializeTCompactProtocol({ view: new DataView(bytes.buffer), offset: 0 });
}

it("writes what a reader of Thrift's compact protocol reads", () => {
  fc.assert(
    fc.property(
      fc.nat(2 ** 30),
      fc.integer({ min: 0, max: 2 ** 52 }),
      fc.array(fc.nat(2 ** 30), { minLength: 1, maxLength: 40 }),
      fc.uint8Array({ maxLength: 9000 }),
      (small, large, items, bytes) => {
        const writer = new ThriftWriter();
        writer.struct(null, () => {
          writer.integer(1, small);
          writer.struct(3, () => {
            writer.integer(2, large, THRIFT.I64);
            writer.field(4, THRIFT.TRUE);
          });
          writer.list(5, THRIFT.I32, items.length);
          for (const item of items) writer.item(item);
          writer.binary(9, bytes);
          writer.list(10, THRIFT.STRUCT, 2);
          for (const name of ["a", "ü"]) writer.struct(null, () => writer.binary(1, name));
        });
        expect(read(writer)).toEqual({
          field_1: small,
          field_3: { field_2: BigInt(large), field_4: true },
          field_5: items,
          field_9: bytes,
          field_10: [{ field_1: new TextEncoder().encode("a") }, { field_1: new TextEncoder().encode("ü") }],
        });
      },
    ),
  );
});

it("begins anew after a reset", () => {
  const writer = new ThriftWriter();
  writer.struct(null, () => writer.integer(1, 7));
  const before = writer.bytes.slice();
  writer.reset();
  writer.struct(null, () => writer.integer(1, 7));
  expect(writer.bytes.slice()).toEqual(before);
});
