import type { Crc32 } from "../../base/crc32.ts";
import { invalidFile } from "../invalid-file.ts";

/**
 * Metadata key of a message's checksums, in the schema's metadata and in each batch's. The value begins with the CRC-32
 * of the message up to its body, in which those eight digits count as zeros; a batch's goes on with the CRC-32 of
 * each of its buffers, padding included. Eight lower-case hexadecimal digits each.
 */
export const CHECKS_KEY = "pogo.crc32";
/** Digits of one checksum. */
export const CHECK_DIGITS = 8;

const ZERO = 0x30;
const ZEROS = new Uint8Array(CHECK_DIGITS).fill(ZERO);
/** What stands in place of a checksum until it is known. */
export const UNKNOWN_CHECK: string = "0".repeat(CHECK_DIGITS);

/** Writes a checksum's digits. */
export function writeCheck(target: Uint8Array, at: number, value: number): void {
  for (let digit = 0; digit < CHECK_DIGITS; digit += 1) {
    const nibble = (value >>> (4 * (CHECK_DIGITS - 1 - digit))) & 15;
    target[at + digit] = nibble < 10 ? ZERO + nibble : 0x61 - 10 + nibble;
  }
}

/** Inverse of `writeCheck`; FailureError "invalid-file" for anything but lower-case digits. */
export function readCheck(source: Uint8Array, at: number): number {
  let value = 0;
  for (let digit = 0; digit < CHECK_DIGITS; digit += 1) {
    const code = source[at + digit] ?? 0;
    const nibble = code >= ZERO && code <= 0x39 ? code - ZERO : code >= 0x61 && code <= 0x66 ? code - 0x61 + 10 : -1;
    if (nibble < 0) throw invalidFile("A checksum of the episode is damaged.");
    value = value * 16 + nibble;
  }
  return value;
}

/** The checksum of a message's head, whose own digits stand at `at`. */
export function checkOfHead(head: Uint8Array, at: number, crc32: Crc32): number {
  return crc32(head.subarray(at + CHECK_DIGITS), crc32(ZEROS, crc32(head.subarray(0, at))));
}
