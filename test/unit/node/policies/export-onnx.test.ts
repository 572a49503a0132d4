import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { convertToOnnx } from "../../../../src/node/policies/convert-policy.ts";
import { exportOnnx } from "../../../../src/node/policies/export-onnx.ts";
import { openPolicyStore } from "../../../../src/node/policies/policy-store.ts";
import { encodePolicy } from "../../../../src/shared/policy/policy-file.ts";
import { buildPolicy } from "../../../builders/policy.ts";

let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "pogo-onnx-"));
});
afterEach(() => rm(home, { recursive: true, force: true }));

test("an exported policy gets a free name after its own that stays in the folder", async () => {
  const policies = await openPolicyStore(home);
  const bytes = encodePolicy(buildPolicy({ id: "p", name: "../Höher & weiter!" }));
  await writeFile(policies.pathOf("p"), bytes);
  const folder = join(home, "exports");
  const first = await exportOnnx(policies, "p", folder);
  expect(first).toBe(join(folder, "höher-weiter.onnx"));
  expect(new Uint8Array(await readFile(first))).toEqual(convertToOnnx(bytes).bytes);
  expect(await exportOnnx(policies, "p", folder)).toBe(join(folder, "höher-weiter-2.onnx"));
  await expect(exportOnnx(policies, "gone", folder)).rejects.toMatchObject({ failure: { kind: "not-found" } });
});
