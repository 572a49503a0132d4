import { performance } from "node:perf_hooks";
import { loadTensorflow } from "../src/node/tensorflow/load-tensorflow.ts";
import type { LoadedTensorflow } from "../src/node/tensorflow/load-tensorflow.ts";
import { createRng } from "../src/shared/base/rng.ts";
import { createPolicyRuntime } from "../src/shared/policy/policy-runtime.ts";
import { layerSizes, lstmSize } from "../src/shared/policy/policy.ts";
import type { Policy } from "../src/shared/policy/policy.ts";
import type { Architecture, PolicyHead } from "../src/shared/policy/policy-meta.ts";

const STEPS = 10_000;
/** of TensorFlow.js, which takes some hundred times longer */
const PEER_STEPS = 500;
const ROUNDS = 9;
const BINS = 11;

type Step = (index: number) => void;

/** Microseconds a step, one observation at a time, normaliser included; the median of interleaved rounds. */
interface Figures {
  readonly relu: number;
  readonly tanh: number;
  readonly lstm: number;
  readonly bins: number;
  /** the ReLU network by TensorFlow.js, eagerly, as `predict` of a loaded model does it */
  readonly tensorflow: number;
  readonly tensorflowBackend: string;
}

/** Measures 11-128-64-3 with ReLU and with tanh, with an LSTM of 64 cells, and with 11 bins a torque. */
export async function run(report: (line: string) => void): Promise<Figures> {
  const loaded = await loadTensorflow("node");
  const network = { inputs: 11, hidden: [128, 64], outputs: 3 };
  const relu = randomPolicy({ kind: "mlp", ...network, activation: "relu" });
  const bins = { kind: "mlp", ...network, outputs: 3 * BINS, activation: "relu" } as const;
  const recurrent = { kind: "lstm", ...network, activation: "relu", cells: 64, window: 16 } as const;
  const names = ["relu", "tanh", "lstm", "bins", "tensorflow"] as const;
  const steps: Record<(typeof names)[number], Step> = {
    relu: runtimeStep(relu),
    tanh: runtimeStep(randomPolicy({ kind: "mlp", ...network, activation: "tanh" })),
    lstm: runtimeStep(randomPolicy(recurrent)),
    bins: runtimeStep(randomPolicy(bins, { kind: "bins", bins: BINS })),
    tensorflow: tensorflowStep(loaded.tf, relu),
  };
  const times = { relu: [], tanh: [], lstm: [], bins: [], tensorflow: [] } satisfies Record<string, number[]>;
  // The first round is the compiler's.
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const name of names) {
      const time = measure(steps[name], name === "tensorflow" ? PEER_STEPS : STEPS);
      if (round > 0) (times[name] as number[]).push(time);
    }
  }
  const [a = NaN, b = NaN, c = NaN, d = NaN, e = NaN] = names.map(
    (name) => times[name].toSorted((x, y) => x - y)[ROUNDS >> 1] ?? NaN,
  );
  report(`11-128-64-3, microseconds a step: ReLU ${a.toFixed(1)}, tanh ${b.toFixed(1)}`);
  report(`with an LSTM of 64 cells ${c.toFixed(1)}, with ${BINS} bins a torque ${d.toFixed(1)}`);
  report(`TensorFlow.js (${loaded.backend}), ReLU: ${e.toFixed(0)}`);
  return { relu: a, tanh: b, lstm: c, bins: d, tensorflow: e, tensorflowBackend: loaded.backend };
}

function measure(step: Step, count: number): number {
  const started = performance.now();
  for (let k = 0; k < count; k += 1) step(k % 64);
  return ((performance.now() - started) * 1000) / count;
}

function observations(): readonly Float64Array[] {
  const rng = createRng(2);
  return Array.from({ length: 64 }, () => Float64Array.from({ length: 11 }, () => rng.normal()));
}

function runtimeStep(policy: Policy): Step {
  const runtime = createPolicyRuntime(policy);
  const given = observations();
  const action = new Float64Array(runtime.outputs);
  return (index) => runtime.act(given[index]!, action);
}

function tensorflowStep(tf: LoadedTensorflow["tf"], policy: Policy): Step {
  const given = observations().map((values) => Float32Array.from(values));
  const normaliser = policy.normaliser;
  if (normaliser === null) throw new Error("the bench's policies have a normaliser");
  const [mean, std] = [tf.tensor2d(normaliser.mean, [1, 11]), tf.tensor2d(normaliser.std, [1, 11])];
  const layers = policy.layers.map(({ weight, bias, inputs, outputs }) => ({
    weight: tf.tensor2d(weight, [outputs, inputs]),
    bias: tf.tensor1d(bias),
  }));
  return (index) =>
    tf.tidy(() => {
      let x = tf.div<import("@tensorflow/tfjs-core").Tensor2D>(tf.sub(tf.tensor2d(given[index]!, [1, 11]), mean), std);
      layers.forEach(({ weight, bias }, l) => {
        x = tf.add(tf.matMul(x, weight, false, true), bias);
        if (l < layers.length - 1) x = tf.relu(x);
      });
      tf.clipByValue(x, -1, 1).dataSync();
    });
}

function randomPolicy(architecture: Architecture, head: PolicyHead = { kind: "linear" }): Policy {
  const rng = createRng(1);
  const values = (count: number, inputs: number): Float32Array =>
    Float32Array.from({ length: count }, () => rng.normal() / Math.sqrt(inputs));
  const lstm = lstmSize(architecture);
  return {
    meta: {
      version: 1,
      id: "bench",
      name: "bench",
      createdAt: "",
      algorithm: "bc",
      architecture,
      head,
      normaliser: true,
      hyperparameters: {},
      seed: 1,
      dataset: { id: "", name: "", episodes: [] },
      training: { backend: "none", steps: 0, seconds: 0, finalLoss: 0, validationLoss: null },
      evaluation: null,
    },
    normaliser: { mean: values(11, 1), std: new Float32Array(11).fill(2) },
    layers: layerSizes(architecture).map(([inputs, outputs]) => ({
      inputs,
      outputs,
      weight: values(inputs * outputs, inputs),
      bias: values(outputs, 100),
    })),
    lstm: lstm && {
      ...lstm,
      inputWeight: values(4 * lstm.cells * lstm.inputs, lstm.inputs),
      recurrentWeight: values(4 * lstm.cells * lstm.cells, lstm.cells),
      bias: values(4 * lstm.cells, 100),
    },
  };
}
