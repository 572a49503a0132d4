import zlib from "node:zlib";
import { crc32 as plainCrc32 } from "../../shared/base/crc32.ts";
import type { Crc32 } from "../../shared/base/crc32.ts";

/** zlib's CRC-32 (several GB/s) where Node has it, from 20.15 on; else the one in plain JavaScript. */
export const fastCrc32: Crc32 =
  "crc32" in zlib && typeof zlib.crc32 === "function" ? (bytes, before = 0) => zlib.crc32(bytes, before) : plainCrc32;

/** CRC-32 of a text in UTF-8, as 8 hexadecimal digits. */
export function textChecksum(text: string): string {
  return fastCrc32(Buffer.from(text)).toString(16).padStart(8, "0");
}
