import type * as Core from "@tensorflow/tfjs-core";
import { createRequire } from "node:module";
import { dirname, join, sep } from "node:path";
import { restoreLegacyUtil, setTensorflowEnvironment } from "./prepare-environment.ts";

/** What may be asked for: TensorFlow's own library, WebAssembly, plain JavaScript. */
export type PreferredBackend = "node" | "wasm" | "cpu";

/** A loaded TensorFlow.js; every field describes what is really used. */
export interface LoadedTensorflow {
  readonly tf: typeof Core;
  readonly backend: "tensorflow" | "wasm" | "cpu";
  /** of the library that computes, e.g. "2.15.1" for libtensorflow, "4.22.0" for the other two */
  readonly version: string;
  /** why it is not the backend that was asked for, in one sentence */
  readonly note?: string;
}

type Loader = () => Promise<Omit<LoadedTensorflow, "note">>;

// TensorFlow.js keeps its backends in one global engine: two copies of tfjs-core would not share tensors. This gives
// the copy that tfjs-node itself requires. It is not called `require`: electron-vite declares one in the built chunk.
const loadPackage = createRequire(import.meta.url);

function loadCore(): typeof Core {
  const tf = loadPackage("@tensorflow/tfjs-core") as typeof Core;
  // Without it the backends advertise each other on the console.
  tf.enableProdMode();
  return tf;
}

/**
 * Registers the gradients of all operations: tfjs-core alone has none. They come with @tensorflow/tfjs, which tfjs-node
 * depends on and loads by itself.
 */
function registerGradients(): void {
  createRequire(loadPackage.resolve("@tensorflow/tfjs-node/package.json"))("@tensorflow/tfjs");
}

async function loadNode(): Promise<Omit<LoadedTensorflow, "note">> {
  setTensorflowEnvironment(process.env);
  restoreLegacyUtil();
  const tf = loadCore();
  loadPackage("@tensorflow/tfjs-node");
  await activate(tf, "tensorflow");
  const { binding } = tf.backend() as unknown as NodeBackend;
  return { tf, backend: "tensorflow", version: binding.TF_Version };
}

/** The part of tfjs-node's backend that tells the release of libtensorflow. */
interface NodeBackend {
  readonly binding: { readonly TF_Version: string };
}

async function loadWasm(): Promise<Omit<LoadedTensorflow, "note">> {
  const tf = loadCore();
  registerGradients();
  const wasm = loadPackage("@tensorflow/tfjs-backend-wasm") as typeof import("@tensorflow/tfjs-backend-wasm");
  wasm.setWasmPaths(
    dirname(loadPackage.resolve("@tensorflow/tfjs-backend-wasm/package.json")) + sep + join("dist", sep),
  );
  await activate(tf, "wasm");
  return { tf, backend: "wasm", version: wasm.version_wasm };
}

async function loadCpu(): Promise<Omit<LoadedTensorflow, "note">> {
  const tf = loadCore();
  registerGradients();
  const cpu = loadPackage("@tensorflow/tfjs-backend-cpu") as typeof import("@tensorflow/tfjs-backend-cpu");
  await activate(tf, "cpu");
  return { tf, backend: "cpu", version: cpu.version_cpu };
}

async function activate(tf: typeof Core, name: string): Promise<void> {
  if (!(await tf.setBackend(name))) throw new Error(`the ${name} backend does not start`);
  await tf.ready();
}

const LOADERS: readonly { readonly name: PreferredBackend; readonly load: Loader }[] = [
  { name: "node", load: loadNode },
  { name: "wasm", load: loadWasm },
  { name: "cpu", load: loadCpu },
];

/**
 * Loads TensorFlow.js with the fastest backend that works here, starting at `prefer`, and makes it the current one.
 * Call it once per process, before anything else imports a tfjs package. Plain JavaScript always works.
 */
export async function loadTensorflow(prefer: PreferredBackend = "node"): Promise<LoadedTensorflow> {
  const first = LOADERS.findIndex(({ name }) => name === prefer);
  const failures: string[] = [];
  for (const { name, load } of LOADERS.slice(first)) {
    try {
      const loaded = await load();
      return failures.length === 0 ? loaded : { ...loaded, note: `${failures.join("; ")}; run npm run setup` };
    } catch (error) {
      failures.push(`${name} is not available (${firstLine(error)})`);
    }
  }
  throw new Error(`no TensorFlow.js backend works here: ${failures.join("; ")}`);
}

function firstLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.split("\n", 1)[0] ?? message;
}
