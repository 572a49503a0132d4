/** What follows a MessagePack token's first byte: so many bytes that hold a length (or count), so many of content. */
interface Token {
  readonly lengthBytes: number;
  readonly contentBytes: number;
  /** what the length counts: bytes of content, values, or pairs of values */
  readonly counts: "bytes" | "values" | "pairs";
}

const fixed = (contentBytes: number): Token => ({ lengthBytes: 0, contentBytes, counts: "bytes" });
const sized = (lengthBytes: number, counts: Token["counts"], contentBytes = 0): Token => ({
  lengthBytes,
  contentBytes,
  counts,
});

/** Tokens 0xc0…0xdf of https://github.com/msgpack/msgpack/blob/master/spec.md; null is never used. */
const TOKENS: readonly (Token | null)[] = [
  fixed(0),
  null,
  fixed(0),
  fixed(0), // nil, (unused), false, true
  sized(1, "bytes"),
  sized(2, "bytes"),
  sized(4, "bytes"), // bin
  sized(1, "bytes", 1),
  sized(2, "bytes", 1),
  sized(4, "bytes", 1), // ext: its type follows the length
  fixed(4),
  fixed(8), // float
  fixed(1),
  fixed(2),
  fixed(4),
  fixed(8), // uint
  fixed(1),
  fixed(2),
  fixed(4),
  fixed(8), // int
  fixed(2),
  fixed(3),
  fixed(5),
  fixed(9),
  fixed(17), // fixext, with its type
  sized(1, "bytes"),
  sized(2, "bytes"),
  sized(4, "bytes"), // str
  sized(2, "values"),
  sized(4, "values"), // array
  sized(2, "pairs"),
  sized(4, "pairs"), // map
];

/**
 * Whether a MessagePack message can hold as many values as it claims to. Decoders reserve memory for an array by its
 * claimed length; nested claims of a few bytes could reserve any amount. Every value takes at least one byte, so here
 * the values that are still owed may never outnumber the bytes that are left. Reads each token once.
 */
export function claimsFit(message: Uint8Array): boolean {
  let at = 0;
  let owed = 1;
  while (owed > 0) {
    if (owed > message.length - at) return false;
    const first = message[at]!;
    at += 1;
    owed -= 1;
    if (first < 0x80 || first >= 0xe0) continue;
    if (first < 0x90) owed += 2 * (first & 0x0f);
    else if (first < 0xa0) owed += first & 0x0f;
    else if (first < 0xc0) at += first & 0x1f;
    else {
      const token = TOKENS[first - 0xc0];
      if (token === null || token === undefined || at + token.lengthBytes > message.length) return false;
      const length = readLength(message, at, token.lengthBytes);
      at += token.lengthBytes + token.contentBytes;
      if (token.counts === "bytes") at += length;
      else owed += token.counts === "pairs" ? 2 * length : length;
    }
  }
  return at <= message.length;
}

function readLength(message: Uint8Array, at: number, bytes: number): number {
  let length = 0;
  for (let i = 0; i < bytes; i += 1) length = length * 256 + message[at + i]!;
  return length;
}
