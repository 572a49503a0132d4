import { promises as fs } from "node:fs";
import { join } from "node:path";
import { convertToOnnx } from "./convert-policy.ts";
import type { PolicyStore } from "./policy-store.ts";
import { writePolicyFile } from "./policy-store.ts";

/** Writes a policy as ONNX into `folder`, which is made, under a free name after its own; answers the file's path. */
export async function exportOnnx(policies: PolicyStore, id: string, folder: string): Promise<string> {
  const { name } = await policies.describe(id);
  const { bytes } = convertToOnnx(await policies.load(id));
  await fs.mkdir(folder, { recursive: true });
  const taken = new Set(await fs.readdir(folder));
  const stem = fileStem(name);
  let file = `${stem}.onnx`;
  for (let number = 2; taken.has(file); number += 1) file = `${stem}-${number}.onnx`;
  const path = join(folder, file);
  await writePolicyFile(path, bytes);
  return path;
}

/** Letters, digits and dashes: a name that any file system takes and that leads nowhere. */
function fileStem(name: string): string {
  const stem = name
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, "-")
    .replaceAll(/^-+|-+$/g, "")
    .slice(0, 60);
  return stem === "" ? "policy" : stem;
}
