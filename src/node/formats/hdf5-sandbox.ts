import type { Dataset, File, Group } from "h5wasm";
import { FailureError } from "../../shared/base/failure.ts";
import { invalidFile } from "../../shared/dataset/invalid-file.ts";

type Hdf5 = typeof import("h5wasm");
type FileSystem = Awaited<Hdf5["ready"]>["FS"];

/** HDF5 in WebAssembly over files in its own memory: links within a foreign file lead nowhere on this machine. */
export interface Hdf5Sandbox {
  readonly hdf5: Hdf5;
  readonly files: FileSystem;
}

/** One array of an HDF5 file; more is no hopper's episode. */
const MAX_ARRAY_BYTES = 256 * 1024 * 1024;

/** WebAssembly takes 64-bit integers, as the library's functions do, since V8 8.5. */
const NEEDS_V8 = 8.5;

let loading: Promise<Hdf5Sandbox> | null = null;
let number = 0;

/** Loads the library, once. FailureError "unsupported" where this host cannot run it. */
export function loadHdf5(): Promise<Hdf5Sandbox> {
  loading ??= load().catch((error: unknown) => {
    throw new FailureError("unsupported", "HDF5 files cannot be used here.", "Use a newer Electron or Node.", {
      cause: error,
    });
  });
  return loading;
}

async function load(): Promise<Hdf5Sandbox> {
  const { v8 } = process.versions;
  if (Number.parseFloat(v8) < NEEDS_V8) throw new Error(`V8 ${v8} is older than ${NEEDS_V8}`);
  const hdf5 = await import("h5wasm");
  const library = await hdf5.ready;
  // errors are thrown to us instead of being printed to the terminal
  library.activate_throwing_error_handler();
  return { hdf5, files: library.FS };
}

/** Runs `work` on HDF5 bytes. Whatever the library throws means that the bytes are no sound HDF5 file. */
export async function withHdf5<T>(bytes: Uint8Array, work: (file: File) => Promise<T>): Promise<T> {
  const { hdf5, files } = await loadHdf5();
  const name = `read-${number++}.h5`;
  files.writeFile(name, bytes);
  try {
    const file = new hdf5.File(name, "r");
    try {
      return await work(file);
    } finally {
      file.close();
    }
  } catch (error) {
    throw error instanceof FailureError
      ? error
      : invalidFile("The HDF5 file is damaged, truncated or of another kind.", error);
  } finally {
    files.unlink(name);
  }
}

/** Makes an HDF5 file in memory and gives its bytes. */
export async function createHdf5(work: (file: File) => Promise<void>): Promise<Uint8Array> {
  const { hdf5, files } = await loadHdf5();
  const name = `write-${number++}.h5`;
  const file = new hdf5.File(name, "w");
  try {
    await work(file);
    file.close();
    return files.readFile(name);
  } finally {
    files.unlink(name);
  }
}

/** An array of a group after its size was checked against `shape` (null: any length); numbers as they are stored. */
export function readArray(
  group: Group,
  name: string,
  shape: readonly (number | null)[],
): Float64Array | Float32Array | Int8Array | Uint8Array {
  const item = group.get(name);
  if (item === null || !("metadata" in item)) throw invalidFile(`${group.path} has no array "${name}".`);
  const array: Dataset = item as Dataset;
  const { metadata } = array;
  const found = metadata.shape ?? [];
  if (found.length !== shape.length || shape.some((size, i) => size !== null && size !== found[i])) {
    throw invalidFile(
      `${group.path}/${name} has the shape [${found.join(", ")}] instead of [${shape.map((size) => size ?? "n").join(", ")}].`,
    );
  }
  const bytes = (sizes: readonly number[]): number => sizes.reduce((product, size) => product * size, metadata.size);
  if (bytes(found) > MAX_ARRAY_BYTES || bytes(metadata.chunks ?? []) > MAX_ARRAY_BYTES)
    throw invalidFile(`${group.path}/${name} claims to be larger than ${MAX_ARRAY_BYTES} bytes.`);
  const { value } = array;
  if (
    value instanceof Float64Array ||
    value instanceof Float32Array ||
    value instanceof Int8Array ||
    value instanceof Uint8Array
  )
    return value;
  throw invalidFile(`${group.path}/${name} has values of another type than numbers and flags.`);
}

/** An integer attribute; null where there is none. */
export function readInteger(group: Group, name: string): number | null {
  const value = group.attrs[name]?.value;
  const integer = typeof value === "bigint" ? Number(value) : value;
  return typeof integer === "number" && Number.isSafeInteger(integer) ? integer : null;
}
