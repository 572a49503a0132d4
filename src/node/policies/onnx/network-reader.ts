import { binCentre } from "../../../shared/policy/action-head.ts";
import type { PolicyHead } from "../../../shared/policy/policy-meta.ts";
import type { DenseLayer, LstmLayer, Normaliser } from "../../../shared/policy/policy.ts";
import { fromOnnxLstm } from "./lstm-weights.ts";
import { transpose } from "./onnx-constants.ts";
import { unsupportedOnnx } from "./onnx-model.ts";
import type { Operands } from "./operands.ts";

/** What a graph computes, in the terms of a policy. */
export interface OnnxNetwork {
  readonly normaliser: Normaliser | null;
  readonly layers: readonly DenseLayer[];
  /** null where no hidden layer shows it */
  readonly activation: "relu" | "tanh" | null;
  readonly lstm: LstmLayer | null;
  readonly head: PolicyHead;
}

/** Where along observation → normaliser → hidden layers → LSTM → last layer → action a graph has come to. */
type Stage = "observation" | "product" | "dense" | "activated" | "lstm" | "logits" | "bin" | "action";

const LAYOUT_OPERATORS = new Set(["Unsqueeze", "Squeeze", "Transpose", "Identity"]);

/** Takes the nodes of a chain one after the other, and refuses what a policy cannot be made of, naming the operator. */
export class NetworkReader {
  #stage: Stage = "observation";
  #mean: Float32Array | null = null;
  #std: Float32Array | null = null;
  #activation: "relu" | "tanh" | null = null;
  #lstm: LstmLayer | null = null;
  #head: PolicyHead = { kind: "linear" };
  #layersBeforeLstm = 0;
  /** the operator that laid values out for an LSTM, until that comes */
  #layout: string | null = null;
  readonly #layers: DenseLayer[] = [];

  /** The next node, whose input `at` is the chain's value. */
  take(operands: Operands, at: number): void {
    const { op } = operands.node;
    if (this.#layout !== null && op !== "LSTM" && !LAYOUT_OPERATORS.has(op))
      throw unsupportedOnnx(`the operator ${this.#layout} is at a place where no policy has it`);
    switch (op) {
      case "Identity":
        return;
      case "Sub":
        this.#only(operands, this.#stage === "observation" && at === 0 && this.#mean === null && this.#std === null);
        this.#mean = operands.floats(1).values;
        return;
      case "Div":
        this.#only(operands, this.#stage === "observation" && at === 0 && this.#std === null);
        this.#std = operands.floats(1).values;
        return;
      case "Gemm":
      case "MatMul":
        this.#only(operands, at === 0);
        this.#dense(operands, op === "Gemm");
        return;
      case "Add":
        this.#only(operands, this.#stage === "product");
        this.#add(operands, 1 - at);
        return;
      case "Relu":
      case "Tanh":
        this.#activate(operands, op === "Relu" ? "relu" : "tanh");
        return;
      case "Unsqueeze":
      case "Squeeze":
      case "Transpose":
        this.#layOut(operands, at);
        return;
      case "LSTM":
        this.#only(operands, (this.#stage === "observation" || this.#stage === "activated") && at === 0);
        this.#remember(operands);
        return;
      case "Clip":
        this.#only(operands, this.#ended() && at === 0);
        this.#clip(operands);
        return;
      case "Reshape":
        this.#only(operands, this.#ended() && at === 0);
        this.#separateBins(operands);
        return;
      case "ArgMax":
        this.#only(operands, this.#stage === "logits");
        operands.expect("axis", 0, 2, -1);
        operands.expect("keepdims", 1, 0);
        operands.expect("select_last_index", 0);
        this.#stage = "bin";
        return;
      case "Gather":
        this.#only(operands, this.#stage === "bin" && at === 1);
        this.#centre(operands);
        return;
      default:
        throw unsupportedOnnx(`it uses the operator ${op}`);
    }
  }

  /** The network, when the chain has come to the graph's output. */
  finish(): OnnxNetwork {
    if (this.#stage === "activated" && this.#layers.length > 0)
      throw unsupportedOnnx(`${this.#activation === "relu" ? "Relu" : "Tanh"} follows the last layer`);
    if (this.#stage !== "action" && !this.#ended()) throw unsupportedOnnx("it does not end with a dense layer");
    const inputs = this.#lstm !== null && this.#layersBeforeLstm === 0 ? this.#lstm.inputs : this.#layers[0]?.inputs;
    return {
      normaliser: this.#normaliser(inputs ?? 0),
      layers: this.#layers,
      activation: this.#activation,
      lstm: this.#lstm,
      head: this.#head,
    };
  }

  #ended(): boolean {
    return this.#stage === "dense" || this.#stage === "product";
  }

  #only({ node }: Operands, fits: boolean): void {
    if (!fits) throw unsupportedOnnx(`the operator ${node.op} is at a place where no policy has it`);
  }

  /** Whether steps, episodes or batches come first around an LSTM changes nothing about one step; features stay last. */
  #layOut(operands: Operands, at: number): void {
    const { op, attributes } = operands.node;
    const before = this.#lstm === null && (this.#stage === "observation" || this.#stage === "activated");
    this.#only(operands, at === 0 && (before || (this.#lstm !== null && (this.#stage === "lstm" || this.#ended()))));
    const order = attributes.get("perm");
    if (op === "Transpose" && (order?.kind !== "integers" || order.value.at(-1) !== order.value.length - 1))
      throw unsupportedOnnx("Transpose moves the features");
    if (before) this.#layout = op;
  }

  #dense(operands: Operands, gemm: boolean): void {
    if (this.#ended()) throw unsupportedOnnx("two dense layers follow each other without Relu or Tanh between them");
    this.#only(operands, this.#stage !== "logits" && this.#stage !== "bin" && this.#stage !== "action");
    if (this.#lstm !== null && this.#layers.length > this.#layersBeforeLstm)
      throw unsupportedOnnx("several dense layers follow its LSTM");
    const { shape, values } = operands.floats(1);
    const [rows, columns, ...more] = shape;
    if (rows === undefined || columns === undefined || more.length > 0)
      throw unsupportedOnnx(`the weights of ${operands.node.op} have ${shape.length} dimensions`);
    let byOutputs = false;
    if (gemm) {
      operands.expect("alpha", 1);
      operands.expect("beta", 1);
      operands.expect("transA", 0);
      byOutputs = operands.expect("transB", 0, 1) === 1;
    }
    const [inputs, outputs] = byOutputs ? [columns, rows] : [rows, columns];
    const before = this.#stage === "lstm" ? this.#lstm?.cells : this.#layers.at(-1)?.outputs;
    if (before !== undefined && before !== inputs)
      throw unsupportedOnnx(`${operands.node.op} takes ${inputs} values and gets ${before}`);
    const weight = byOutputs ? values : transpose(values, rows, columns);
    this.#layers.push({ inputs, outputs, weight, bias: new Float32Array(outputs) });
    this.#stage = "product";
    if (gemm && operands.has(2)) this.#add(operands, 2);
  }

  #add(operands: Operands, at: number): void {
    const last = this.#layers.pop();
    if (last === undefined) throw new Error("a product without a layer");
    this.#layers.push({ ...last, bias: expand(operands, at, last.outputs) });
    this.#stage = "dense";
  }

  #activate(operands: Operands, activation: "relu" | "tanh"): void {
    this.#only(operands, this.#ended());
    if (this.#activation !== null && this.#activation !== activation) throw unsupportedOnnx("it mixes Relu and Tanh");
    this.#activation = activation;
    this.#stage = "activated";
  }

  #remember(operands: Operands): void {
    const { node } = operands;
    for (const name of ["activations", "activation_alpha", "activation_beta", "clip"])
      if (node.attributes.has(name)) throw unsupportedOnnx(`its LSTM has the attribute ${name}`);
    const direction = node.attributes.get("direction");
    if (direction !== undefined && (direction.kind !== "text" || direction.value !== "forward"))
      throw unsupportedOnnx("its LSTM does not run forward");
    operands.expect("input_forget", 0);
    if (operands.has(4)) throw unsupportedOnnx("its LSTM takes the lengths of sequences");
    if (operands.has(7)) throw unsupportedOnnx("its LSTM has peepholes");
    for (const state of [5, 6])
      if (operands.isConstant(state) && operands.floats(state).values.some((value) => value !== 0))
        throw unsupportedOnnx("its LSTM begins with a state that is not zero");
    const [input, recurrent] = [operands.floats(1), operands.floats(2)];
    const [directions, gates = 0, inputs = 0] = input.shape;
    const cells = gates / 4;
    if (directions !== 1 || !Number.isInteger(cells) || recurrent.shape.join() !== [1, gates, cells].join())
      throw unsupportedOnnx(
        `its LSTM has weights of the shapes [${input.shape.join(", ")}], [${recurrent.shape.join(", ")}]`,
      );
    const before = this.#layers.at(-1)?.outputs;
    if (before !== undefined && before !== inputs)
      throw unsupportedOnnx(`its LSTM takes ${inputs} values and gets ${before}`);
    const biases = operands.has(3) ? expand(operands, 3, 2 * gates) : new Float32Array(2 * gates);
    this.#lstm = fromOnnxLstm(cells, inputs, input.values, recurrent.values, biases);
    this.#layersBeforeLstm = this.#layers.length;
    this.#layout = null;
    this.#stage = "lstm";
  }

  #clip(operands: Operands): void {
    const [low, high] = [1, 2].map((at) => (operands.has(at) ? operands.floats(at).values : []));
    const bounds = [low?.[0] ?? operands.expect("min", NaN, -1), high?.[0] ?? operands.expect("max", NaN, 1)];
    if (bounds[0] !== -1 || bounds[1] !== 1)
      throw unsupportedOnnx(`it clips actions to [${bounds.join(", ")}], Pogo to [-1, 1]`);
    this.#stage = "action";
  }

  #separateBins(operands: Operands): void {
    const [, actions = 0, bins = 0, ...more] = operands.integers(1);
    const outputs = this.#layers.at(-1)?.outputs;
    if (more.length > 0 || bins < 2 || actions * bins !== outputs)
      throw unsupportedOnnx(`Reshape to [${operands.integers(1).join(", ")}] after the last layer`);
    this.#head = { kind: "bins", bins };
    this.#stage = "logits";
  }

  #centre(operands: Operands): void {
    operands.expect("axis", 0);
    const { values } = operands.floats(0);
    const bins = this.#head.kind === "bins" ? this.#head.bins : 0;
    if (values.length !== bins || values.some((value, k) => value !== Math.fround(binCentre(k, bins))))
      throw unsupportedOnnx("its bins are not equal ones over [-1, 1]");
    this.#stage = "action";
  }

  #normaliser(inputs: number): Normaliser | null {
    if (this.#mean === null && this.#std === null) return null;
    const [mean, std] = [
      spread(this.#mean ?? Float32Array.of(0), inputs),
      spread(this.#std ?? Float32Array.of(1), inputs),
    ];
    if (mean === null || std === null) throw unsupportedOnnx(`its normaliser does not have ${inputs} values`);
    if (!std.every((value) => value > 0))
      throw unsupportedOnnx("its normaliser divides by a number that is not positive");
    return { mean, std };
  }
}

/** A constant as `length` values: one is repeated, as broadcasting does. */
function expand(operands: Operands, at: number, length: number): Float32Array {
  const { values } = operands.floats(at);
  const spreadValues = spread(values, length);
  if (spreadValues === null) throw unsupportedOnnx(`${operands.node.op} adds ${values.length} values to ${length}`);
  return spreadValues;
}

function spread(values: Float32Array, length: number): Float32Array | null {
  if (values.length === length) return values;
  return values.length === 1 ? new Float32Array(length).fill(values[0] ?? 0) : null;
}
