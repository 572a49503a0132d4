import { FailureError } from "../../shared/base/failure.ts";
import { bcNetwork } from "../../shared/learn/algorithms/bc.ts";
import type { BcOptions, BcRun } from "../../shared/learn/algorithms/bc.ts";
import { decodePolicy } from "../../shared/policy/policy-file.ts";
import type { Architecture, PolicyHead } from "../../shared/policy/policy-meta.ts";
import { readPolicyFile } from "../policies/policy-store.ts";

/** What a training begins with, and whose it was. */
export interface FirstWeights {
  readonly weights: NonNullable<BcRun["init"]>;
  readonly from: { readonly id: string; readonly name: string };
}

/** The weights and normaliser of a policy to begin with; FailureError "invalid-input" where they do not fit the options. */
export async function readFirstWeights(
  path: string,
  options: BcOptions,
  { inputs, outputs }: { readonly inputs: number; readonly outputs: number },
): Promise<FirstWeights> {
  const { meta, layers, lstm, normaliser } = decodePolicy(await readPolicyFile(path));
  const wanted = bcNetwork(options, inputs, outputs);
  const found = describeNetwork(meta.architecture, meta.head, meta.normaliser);
  const asked = describeNetwork(wanted.architecture, wanted.head, options.normaliser);
  if (found !== asked)
    throw new FailureError(
      "invalid-input",
      `The training cannot begin with ${meta.name}: it is ${found}, and this training makes ${asked}.`,
      "Change hidden, activation, head, bins, recurrent, cells or normaliser so that the two agree, or begin without it.",
    );
  return { weights: { layers, lstm, normaliser }, from: { id: meta.id, name: meta.name } };
}

function describeNetwork(
  { kind, inputs, hidden, outputs, activation, ...rest }: Architecture,
  head: PolicyHead,
  normaliser: boolean,
): string {
  const cells = "cells" in rest ? ` with ${rest.cells} LSTM cells` : "";
  const ending = head.kind === "bins" ? `${head.bins} bins` : "linear";
  const sizes = [inputs, ...hidden, outputs].join("-");
  return `${kind} ${sizes}${cells}, ${activation}, ${ending}, ${normaliser ? "with" : "without"} a normaliser`;
}
