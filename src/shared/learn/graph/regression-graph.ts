import type { RegressionOptions } from "../regression-engine.ts";
import { layerSizes } from "../../policy/policy.ts";
import { FLOAT, GraphBuilder, INT32 } from "./graph-builder.ts";
import type { Output, Shape } from "./graph-builder.ts";

/** A training step of a regression as one graph, and the names to run it by. Fed and fetched names end in ":0". */
export interface RegressionGraph {
  /** saved_model.pb */
  readonly model: Uint8Array;
  /** feeds: rows × inputs, rows × outputs */
  readonly observations: string;
  readonly actions: string;
  /** feed: [learning rate, 2 / (rows × outputs), β₁ᵗ, β₂ᵗ, ε], see `createGraphEngine` */
  readonly scalars: string;
  /** fetch: the error before the step; the step is then done */
  readonly train: string;
  /** fetch: mean squared error */
  readonly error: string;
  /** fetch: outputs */
  readonly predictions: string;
  /** by layer: [inputs, outputs] weights, biases */
  readonly parameters: readonly GraphParameter[];
  /** fetch that stores what is fed for every parameter */
  readonly assign: string;
}

export interface GraphParameter {
  readonly shape: readonly number[];
  /** feed for `assign` */
  readonly value: string;
  /** fetch */
  readonly read: string;
}

/** Adam's β₁ and β₂. */
export const BETAS = [0.9, 0.999] as const;
const T = { T: { type: FLOAT } } as const;

/** Builds the graph: forward pass, backward pass (Rumelhart, Hinton and Williams 1986), one optimiser step per parameter. */
export function buildRegressionGraph({ architecture, optimizer, l2 }: RegressionOptions): RegressionGraph {
  const g = new GraphBuilder();
  const placeholder = (name: string, shape: Shape): Output =>
    g.node("Placeholder", name, [], { dtype: { type: FLOAT }, shape: { shape } });
  const constant = (name: string, value: number): Output =>
    g.node("Const", name, [], { dtype: { type: FLOAT }, value: { floats: [value], shape: [] } });
  const variable = (name: string, shape: Shape): Output =>
    g.node("VarHandleOp", name, [], {
      dtype: { type: FLOAT },
      shape: { shape },
      shared_name: { text: name },
      container: { text: "" },
    });
  const read = (name: string, handle: Output): Output =>
    g.node("ReadVariableOp", name, [handle], { dtype: { type: FLOAT } });
  const assign = (name: string, handle: Output, value: Output): Output =>
    g.node("AssignVariableOp", name, [handle, value], { dtype: { type: FLOAT } });
  const matMul = (name: string, a: Output, b: Output, transposeA: boolean, transposeB: boolean): Output =>
    g.node("MatMul", name, [a, b], { ...T, transpose_a: { flag: transposeA }, transpose_b: { flag: transposeB } });
  const [activate, activateGradient] = architecture.activation === "relu" ? ["Relu", "ReluGrad"] : ["Tanh", "TanhGrad"];

  const x = placeholder("x", [null, architecture.inputs]);
  const y = placeholder("y", [null, architecture.outputs]);
  const scalars = placeholder("scalars", [5]);
  g.node("Unpack", "scalar", [scalars], { ...T, num: { integer: 5 }, axis: { integer: 0 } });
  const [rate, scale, power1, power2, epsilon] = ["scalar:0", "scalar:1", "scalar:2", "scalar:3", "scalar:4"] as const;

  const layers = layerSizes(architecture).map(([inputs, outputs], l) => {
    const weight = variable(`w${l}`, [inputs, outputs]);
    const bias = variable(`b${l}`, [outputs]);
    return {
      inputs,
      outputs,
      weight,
      bias,
      weightValue: read(`w${l}_read`, weight),
      biasValue: read(`b${l}_read`, bias),
    };
  });
  const activations: Output[] = [x];
  layers.forEach(({ weightValue, biasValue }, l) => {
    const product = matMul(`product${l}`, activations[l]!, weightValue, false, false);
    const sum = g.node("BiasAdd", `sum${l}`, [product, biasValue], T);
    activations.push(l === layers.length - 1 ? sum : g.node(activate, `hidden${l}`, [sum], T));
  });
  const output = activations[layers.length]!;
  const difference = g.node("Sub", "difference", [output, y], T);
  const axes = g.node("Const", "axes", [], { dtype: { type: INT32 }, value: { integers: [0, 1], shape: [2] } });
  const squares = g.node("Square", "squares", [difference], T);
  const error = g.node("Mean", "error", [squares, axes], { ...T, Tidx: { type: INT32 }, keep_dims: { flag: false } });

  const betas = optimizer === "adam" ? BETAS.map((beta, i) => constant(`beta${i + 1}`, beta)) : [];
  const penalty = l2 > 0 ? constant("l2", l2) : null;
  const applied: Output[] = [];
  const resets: Output[] = [];
  const apply = (name: string, handle: Output, shape: Shape, gradient: Output): void => {
    if (optimizer === "sgd") {
      applied.push(g.node("ResourceApplyGradientDescent", `${name}_apply`, [handle, rate, gradient], T));
      return;
    }
    const moments = ["m", "v"].map((moment) => variable(`${name}_${moment}`, shape));
    applied.push(
      g.node(
        "ResourceApplyAdam",
        `${name}_apply`,
        [handle, ...moments, power1, power2, rate, ...betas, epsilon, gradient],
        T,
      ),
    );
    const zeros = g.node("ZerosLike", `${name}_zeros`, [`${name}_value`], T);
    for (const moment of moments) resets.push(assign(`${moment}_reset`, moment, zeros));
  };
  for (const { weight, bias, inputs, outputs } of layers) {
    resets.push(assign(`${weight}_assign`, weight, placeholder(`${weight}_value`, [inputs, outputs])));
    resets.push(assign(`${bias}_assign`, bias, placeholder(`${bias}_value`, [outputs])));
  }

  let gradient = g.node("Mul", "output_gradient", [difference, scale], T);
  for (let l = layers.length - 1; l >= 0; l -= 1) {
    const { inputs, outputs, weight, bias, weightValue } = layers[l]!;
    const input = activations[l]!;
    let weightGradient = matMul(`${weight}_gradient`, input, gradient, true, false);
    if (penalty !== null) {
      const decay = g.node("Mul", `${weight}_decay`, [weightValue, penalty], T);
      weightGradient = g.node("AddV2", `${weight}_penalised`, [weightGradient, decay], T);
    }
    apply(weight, weight, [inputs, outputs], weightGradient);
    apply(bias, bias, [outputs], g.node("BiasAddGrad", `${bias}_gradient`, [gradient], T));
    if (l > 0) {
      const back = matMul(`back${l}`, gradient, weightValue, false, true);
      // ReluGrad takes (gradient, feature), TanhGrad (output, gradient).
      const inputsOfGradient = activate === "Relu" ? [back, input] : [input, back];
      gradient = g.node(activateGradient, `gradient${l}`, inputsOfGradient, T);
    }
  }

  // The one way to fetch a training step depends on every update: none of them can be left out in silence.
  const train = g.node("Identity", "train", [error], T, applied);
  const stored = g.node("Identity", "assign", [constant("stored", 1)], T, resets);
  const parameters = layers.flatMap(({ weight, bias, inputs, outputs, weightValue, biasValue }) => [
    { shape: [inputs, outputs], value: `${weight}_value:0`, read: `${weightValue}:0` },
    { shape: [outputs], value: `${bias}_value:0`, read: `${biasValue}:0` },
  ]);
  return {
    model: g.savedModel(),
    observations: `${x}:0`,
    actions: `${y}:0`,
    scalars: `${scalars}:0`,
    train: `${train}:0`,
    error: `${error}:0`,
    predictions: `${output}:0`,
    parameters,
    assign: `${stored}:0`,
  };
}
