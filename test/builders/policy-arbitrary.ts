import fc from "fast-check";
import type { Architecture, PolicyHead } from "../../src/shared/policy/policy-meta.ts";
import type { Policy } from "../../src/shared/policy/policy.ts";
import { buildPolicy } from "./policy.ts";

/** What the policies of a property are like. */
export interface PolicyChoice {
  readonly kinds?: readonly Architecture["kind"][];
  readonly activations?: readonly Architecture["activation"][];
  readonly heads?: readonly PolicyHead["kind"][];
}

/** Policies of every architecture and head, with random weights. */
export function policyArbitrary(choice: PolicyChoice = {}): fc.Arbitrary<Policy> {
  const size = fc.integer({ min: 1, max: 13 });
  return fc
    .record({
      kind: fc.constantFrom(...(choice.kinds ?? (["mlp", "lstm"] as const))),
      inputs: size,
      hidden: fc.array(size, { maxLength: 3 }),
      actions: fc.integer({ min: 1, max: 5 }),
      activation: fc.constantFrom(...(choice.activations ?? (["tanh", "relu"] as const))),
      cells: size,
      head: fc.constantFrom(...(choice.heads ?? (["linear", "bins"] as const))),
      bins: fc.integer({ min: 2, max: 7 }),
      normaliser: fc.boolean(),
      seed: fc.nat(),
    })
    .map(({ kind, inputs, hidden, actions, activation, cells, head, bins, normaliser, seed }) => {
      const outputs = head === "bins" ? actions * bins : actions;
      const network = { inputs, hidden, outputs, activation };
      return buildPolicy(
        {
          architecture: kind === "mlp" ? { kind, ...network } : { kind, ...network, cells, window: 16 },
          head: head === "bins" ? { kind: head, bins } : { kind: head },
          normaliser,
        },
        seed,
      );
    });
}
