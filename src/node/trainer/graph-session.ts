import { mkdtempSync, rmdirSync, unlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type * as Core from "@tensorflow/tfjs-core";
import type { GraphSession } from "../../shared/learn/graph-engine.ts";

/** What tfjs-node's backend offers for saved models (nodejs_kernel_backend, 4.22); `tf.node.loadSavedModel` is built on it. */
interface SessionBackend {
  loadSavedModelMetaGraph(folder: string, tags: string): number;
  runSavedModel(
    model: number,
    inputs: readonly Core.Tensor[],
    inputInfos: readonly { readonly name: string; readonly tfDtype: string }[],
    outputNames: readonly string[],
  ): Core.Tensor[];
  deleteSavedModel(model: number): void;
}

/** Loads a saved model's bytes into a session of its own. Needs tfjs-node. */
export function openGraphSession(tf: typeof Core, model: Uint8Array): GraphSession {
  const backend = tf.backend() as unknown as SessionBackend;
  const id = load(backend, model);
  let failed = false;
  return {
    run(feeds, fetches) {
      if (failed) throw new Error("this session failed before");
      try {
        return tf.tidy(() => {
          const inputs = feeds.map(({ values, shape }) =>
            tf.tensor(values, [...shape], values instanceof Int32Array ? "int32" : "float32"),
          );
          const infos = feeds.map(({ name, values }) => ({
            name,
            tfDtype: values instanceof Int32Array ? "DT_INT32" : "DT_FLOAT",
          }));
          return backend.runSavedModel(id, inputs, infos, fetches).map((output) => {
            const values = output.dataSync();
            return output.dtype === "int32" ? Int32Array.from(values) : Float32Array.from(values);
          });
        });
      } catch (error) {
        // tfjs-node leaks the feeds of a call that throws.
        failed = true;
        throw error;
      }
    },
    dispose: () => backend.deleteSavedModel(id),
  };
}

/** Sessions are shared by path, so every model has a folder of its own; TensorFlow has read it when this returns. */
function load(backend: SessionBackend, model: Uint8Array): number {
  const folder = mkdtempSync(join(tmpdir(), "pogo-graph-"));
  const file = join(folder, "saved_model.pb");
  try {
    writeFileSync(file, model);
    return backend.loadSavedModelMetaGraph(folder, "serve");
  } finally {
    unlinkSync(file);
    rmdirSync(folder);
  }
}
