import { promises as fs } from "node:fs";
import { basename, dirname, extname, join, resolve } from "node:path";
import { Option } from "commander";
import { convertToOnnx, convertToPolicy } from "../../node/policies/convert-policy.ts";
import type { Converted } from "../../node/policies/convert-policy.ts";
import { readPolicyFile, writePolicyFile } from "../../node/policies/policy-store.ts";
import { newId } from "../../node/settings/new-id.ts";
import { FailureError } from "../../shared/base/failure.ts";
import type { Cli } from "../cli.ts";
import { formatNumber } from "../format.ts";
import { loadPolicyBytes } from "../policies.ts";

const FORMATS = ["onnx", "policy"] as const;

interface Flags {
  readonly to: (typeof FORMATS)[number];
  readonly out?: string;
}

export function addConvert(cli: Cli): void {
  cli
    .command(
      "convert",
      "write a policy as an ONNX file that other programs run, or read one",
      "convert hopper.safetensors --to onnx --out hopper.onnx",
    )
    .argument("<policy>", "policy file, name or id; with --to policy: an .onnx file")
    .addOption(new Option("--to <format>", "what to write").choices([...FORMATS]).makeOptionMandatory())
    .option(
      "--out <file>",
      "file to write (default: the policy's name with .onnx, or a new one among the home folder's policies)",
    )
    .action((source: string, flags: Flags) =>
      cli.run(async ({ home }) => {
        const out = resolve(flags.out ?? defaultFile(home, source, flags.to));
        if (out === resolve(source))
          throw new FailureError("invalid-input", "The file would overwrite itself.", "Choose another --out.");
        const converted =
          flags.to === "onnx"
            ? convertToOnnx(await loadPolicyBytes(home, source))
            : convertToPolicy(await readPolicyFile(source), source);
        await fs.mkdir(dirname(out), { recursive: true });
        await writePolicyFile(out, converted.bytes);
        const { inputs, outputs } = converted;
        return { json: { file: out, to: flags.to, inputs, outputs }, text: describe(converted, out) };
      }),
    );
}

function defaultFile(home: string, source: string, to: Flags["to"]): string {
  return to === "onnx" ? `${basename(source, extname(source))}.onnx` : join(home, "policies", `${newId()}.safetensors`);
}

function describe({ inputs, outputs, bytes }: Converted, out: string): string {
  const list = (values: Converted["inputs"]): string =>
    values.map(({ name, type, shape }) => `${name} ${type} [${shape.join(", ")}]`).join("; ");
  return [`inputs:  ${list(inputs)}`, `outputs: ${list(outputs)}`, `${formatNumber(bytes.length)} bytes → ${out}`].join(
    "\n",
  );
}
