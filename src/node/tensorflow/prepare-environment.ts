import { createRequire } from "node:module";

/**
 * Settings TensorFlow reads once, when its library is loaded. One thread is fastest for nets of this size (measured:
 * 9000 against 4000 steps/s at batch 64), and level 2 keeps its start-up notices out of the terminal.
 */
const SETTINGS = { TF_NUM_INTRAOP_THREADS: "1", TF_NUM_INTEROP_THREADS: "1", TF_CPP_MIN_LOG_LEVEL: "2" };

/** Sets TensorFlow's settings unless the person has chosen others. */
export function setTensorflowEnvironment(environment: NodeJS.ProcessEnv): void {
  for (const [name, value] of Object.entries(SETTINGS)) environment[name] ??= value;
}

/** The predicates of node:util that tfjs-node 4.22 calls and Node 23 removed. */
interface LegacyUtil {
  isNullOrUndefined?: (value: unknown) => boolean;
  isArray?: (value: unknown) => boolean;
}

/** Puts back what tfjs-node 4.22 needs of node:util; does nothing where it is still there. */
export function restoreLegacyUtil(util: LegacyUtil = createRequire(import.meta.url)("node:util") as LegacyUtil): void {
  util.isNullOrUndefined ??= (value) => value === null || value === undefined;
  util.isArray ??= Array.isArray;
}
