import { promises as fs } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { encodePolicy } from "../../../src/shared/policy/policy-file.ts";
import { rememberingPolicy } from "../../builders/remembering-policy.ts";
import { createCliSandbox } from "./run-cli.ts";
import type { CliSandbox } from "./run-cli.ts";

let cli: CliSandbox;
beforeAll(async () => {
  cli = await createCliSandbox();
  await fs.writeFile(join(cli.folder, "hopper.safetensors"), encodePolicy(rememberingPolicy()));
});
afterAll(() => cli.remove());

it("writes a policy as ONNX and reads the same policy back", async () => {
  const made = await cli.json("convert", "hopper.safetensors", "--to", "onnx");
  expect(made).toMatchObject({
    code: 0,
    value: {
      to: "onnx",
      inputs: [
        { name: "observation", type: "float32", shape: ["batch", 11] },
        { name: "h", type: "float32", shape: [1, "batch", 8] },
        { name: "c" },
      ],
      outputs: [{ name: "action", type: "float32", shape: ["batch", 3] }, { name: "h_next" }, { name: "c_next" }],
    },
  });
  const back = await cli.json("convert", "hopper.onnx", "--to", "policy", "--out", join("again", "hopper.safetensors"));
  expect(back).toMatchObject({ code: 0, value: { to: "policy", inputs: made.value["inputs"] } });
  const read = (name: string): Promise<Buffer> => fs.readFile(join(cli.folder, name));
  expect(await read(join("again", "hopper.safetensors"))).toEqual(await read("hopper.safetensors"));
});

it("adds a policy without a place to the home folder, where its name finds it", async () => {
  const { code, value } = await cli.json("convert", "hopper.onnx", "--to", "policy");
  expect([code, String(value["file"]).startsWith(join(cli.folder, "home", "policies"))]).toEqual([0, true]);
  const { value: report } = await cli.json("evaluate", "Test policy", "--episodes", "1");
  expect(report["episodes"]).toHaveLength(1);
});

it("refuses what is no model, leaving nothing behind", async () => {
  const damaged = await cli.json("convert", "hopper.safetensors", "--to", "policy", "--out", "x.safetensors");
  expect(damaged).toMatchObject({ code: 1, value: { error: { kind: "invalid-file" } } });
  const missing = await cli.json("convert", "nothing.onnx", "--to", "policy", "--out", "x.safetensors");
  expect(missing).toMatchObject({ code: 1, value: { error: { kind: "not-found" } } });
  const itself = await cli.json("convert", "hopper.onnx", "--to", "policy", "--out", "hopper.onnx");
  expect(itself).toMatchObject({ code: 1, value: { error: { kind: "invalid-input" } } });
  expect((await cli.run("convert", "hopper.onnx", "--to", "torch")).code).toBe(2);
  expect(await fs.readdir(cli.folder)).not.toContain("x.safetensors");
});
