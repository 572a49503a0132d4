import { tanhEach } from "../base/math.ts";
import { actionSize, chooseBins } from "./action-head.ts";
import { createScratch, multiply, multiplySparse, packLayer } from "./dense-kernel.ts";
import { createLstmCell } from "./lstm-cell.ts";
import type { Policy } from "./policy.ts";

/** Runs a policy on plain numbers. Not safe for concurrent use; `act` allocates nothing. */
export interface PolicyRuntime {
  readonly inputs: number;
  /** numbers of an action */
  readonly outputs: number;
  /** the last action before clipping; overwritten by the next `act` */
  readonly raw: Float64Array;
  /** what the network's last layer gave: `raw` itself, or the logits of every bin; overwritten by the next `act` */
  readonly last: Float64Array;
  /** all that it carries from step to step, empty without a recurrent layer; a runtime of the same policy given the same goes
   * on the same way */
  readonly memory: Float64Array;
  /** Writes the action for `observation`, clipped to [-1, 1], into `out` (length ≥ outputs). */
  act(observation: ArrayLike<number>, out: Float32Array | Float64Array): void;
  /** Forgets what was seen: to be called before each episode. */
  reset(): void;
}

/**
 * A runtime for `policy`. Sums run in double precision and in input order, so that the same file gives the same bits on
 * every host.
 */
export function createPolicyRuntime(policy: Policy): PolicyRuntime {
  const { architecture, head } = policy.meta;
  const { inputs, activation } = architecture;
  const outputs = actionSize(architecture, head);
  const layers = policy.layers.map(packLayer);
  const lstm = policy.lstm === null ? null : createLstmCell(policy.lstm);
  const mean = Float64Array.from(policy.normaliser?.mean ?? new Float32Array(inputs));
  const std = Float64Array.from(policy.normaliser?.std ?? new Float32Array(inputs).fill(1));
  const normalised = new Float64Array(inputs);
  const scratch = createScratch(Math.max(...layers.map((layer) => layer.inputs)));
  const results = layers.map(({ padded }) => new Float64Array(padded));
  // What a ReLU leaves is half zeros.
  const sparse = layers.map((_, l) => activation === "relu" && l > 0 && (l < layers.length - 1 || lstm === null));
  const [lastLayer, lastResult] = [layers.at(-1), results.at(-1)];
  if (lastLayer === undefined || lastResult === undefined) throw new Error("a policy has at least one layer");
  const last = lastResult.subarray(0, architecture.outputs);
  const raw = head.kind === "bins" ? new Float64Array(outputs) : last;

  return {
    inputs,
    outputs,
    raw,
    last,
    memory: lstm?.state ?? new Float64Array(0),
    act(observation, out) {
      for (let i = 0; i < inputs; i += 1) normalised[i] = (observation[i]! - mean[i]!) / std[i]!;
      let input: Float64Array = normalised;
      for (let l = 0; l < layers.length - 1; l += 1) {
        const result = results[l]!;
        if (sparse[l] === true) multiplySparse(layers[l]!, input, result, scratch);
        else multiply(layers[l]!, input, result);
        if (activation === "relu") reluEach(result);
        else tanhEach(result, result.length);
        input = result;
      }
      if (lstm !== null) {
        lstm.step(input);
        input = lstm.hidden;
      }
      if (sparse[layers.length - 1] === true) multiplySparse(lastLayer, input, lastResult, scratch);
      else multiply(lastLayer, input, lastResult);
      if (head.kind === "bins") chooseBins(last, head.bins, raw);
      for (let o = 0; o < outputs; o += 1) {
        const value = raw[o]!;
        out[o] = value > 1 ? 1 : value < -1 ? -1 : value;
      }
    },
    reset() {
      lstm?.reset();
    },
  };
}

function reluEach(values: Float64Array): void {
  for (let i = 0; i < values.length; i += 1) if (values[i]! < 0) values[i] = 0;
}
