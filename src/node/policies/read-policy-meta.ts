import { promises as fs } from "node:fs";
import type { PolicyMeta } from "../../shared/policy/policy-meta.ts";
import { parsePolicyMeta } from "../../shared/policy/policy-file.ts";
import { LENGTH_BYTES, headerLength, invalidPolicyFile, parseHeader } from "../../shared/policy/safetensors-header.ts";

/** A policy file's metadata from its header alone: lists need no weights. FailureError "invalid-file". */
export async function readPolicyMeta(path: string, fileBytes: number): Promise<PolicyMeta> {
  const file = await fs.open(path, "r");
  try {
    const first = await readExactly(file, 0, LENGTH_BYTES);
    const length = headerLength(first, fileBytes);
    const header = parseHeader(await readExactly(file, LENGTH_BYTES, length));
    if (LENGTH_BYTES + length + header.dataBytes !== fileBytes)
      throw invalidPolicyFile("it is truncated or has bytes too many");
    return parsePolicyMeta(header.metadata);
  } finally {
    await file.close();
  }
}

async function readExactly(file: fs.FileHandle, position: number, bytes: number): Promise<Uint8Array> {
  const buffer = new Uint8Array(bytes);
  let filled = 0;
  while (filled < bytes) {
    const { bytesRead } = await file.read(buffer, filled, bytes - filled, position + filled);
    if (bytesRead === 0) throw invalidPolicyFile("it is shorter than its header claims");
    filled += bytesRead;
  }
  return buffer;
}
