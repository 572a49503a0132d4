import type { LstmLayer, Policy } from "../../src/shared/policy/policy.ts";

/** What a policy's last layer gives for each observation of an episode, by the definition, without any trick. */
export function forward(policy: Policy, observations: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const { normaliser, lstm } = policy;
  const activate = policy.meta.architecture.activation === "relu" ? (x: number) => Math.max(0, x) : Math.tanh;
  let hidden = Array.from({ length: lstm?.cells ?? 0 }, () => 0);
  let memory = hidden;
  return observations.map((observation) => {
    let values = observation.map((x, i) =>
      normaliser === null ? x : (x - (normaliser.mean[i] ?? NaN)) / (normaliser.std[i] ?? NaN),
    );
    policy.layers.forEach((layer, index) => {
      const last = index === policy.layers.length - 1;
      if (last && lstm !== null) {
        ({ hidden, memory } = remember(lstm, values, hidden, memory));
        values = hidden;
      }
      const sums = product(layer.weight, layer.bias, values);
      values = last ? sums : sums.map(activate);
    });
    return values;
  });
}

function product(weight: Float32Array, bias: Float32Array | readonly number[], values: readonly number[]): number[] {
  return Array.from(bias, (start, o) =>
    values.reduce((sum, x, i) => sum + (weight[o * values.length + i] ?? NaN) * x, start),
  );
}

function remember(
  { cells, inputWeight, recurrentWeight, bias }: LstmLayer,
  input: readonly number[],
  hidden: readonly number[],
  memory: readonly number[],
): { hidden: number[]; memory: number[] } {
  const sums = product(recurrentWeight, product(inputWeight, bias, input), hidden);
  const gate = (index: number, k: number): number => sums[index * cells + k] ?? NaN;
  const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
  const next = memory.map((value, k) => sigmoid(gate(1, k)) * value + sigmoid(gate(0, k)) * Math.tanh(gate(2, k)));
  return { memory: next, hidden: next.map((value, k) => sigmoid(gate(3, k)) * Math.tanh(value)) };
}
