import type { Dataset, File, Group } from "h5wasm";
import type { ArrayTree, NumberArray, Numbers, TreeListing } from "../../shared/export/array-tree.ts";
import { mountFile } from "./hdf5-disk.ts";
import type { EmscriptenFiles, MountedFile } from "./hdf5-disk.ts";
import type { FoundArray, Hdf5Operations } from "./hdf5-protocol.ts";

type Hdf5 = typeof import("h5wasm");
type Library = Awaited<Hdf5["ready"]>;

/** One array of an HDF5 file; more is no hopper's episode. */
const MAX_ARRAY_BYTES = 256 * 1024 * 1024;
/** Compressed files may hold more than their size, up to here: a bomb ends the reading. */
const MAX_EXPANSION = 200;
const ALWAYS_ALLOWED_BYTES = 64 * 1024 * 1024;
const MAX_NAMES = 4096;
const MAX_DEPTH = 4;
const MAX_ATTRIBUTE_BYTES = 1024 * 1024;
/** WebAssembly takes 64-bit integers, as the library's functions do, since V8 8.5. */
const NEEDS_V8 = 8.5;
const DTYPES = [
  [Float64Array, "<d"],
  [Float32Array, "<f"],
  [Int32Array, "<i"],
  [Int8Array, "<b"],
  [Uint8Array, "<B"],
] as const;

/** The file is not what it should be, in the words of this message. */
export class Hdf5FileError extends Error {}
/** This host cannot run the library. */
export class Hdf5UnsupportedError extends Error {}

/** One HDF5 file at a time, within the thread that runs the library. */
export class Hdf5Session implements Hdf5Operations {
  readonly #hdf5: Hdf5;
  readonly #library: Library;
  #disk: MountedFile | null = null;
  #file: File | null = null;
  #bytesLeft = 0;

  private constructor(hdf5: Hdf5, library: Library) {
    this.#hdf5 = hdf5;
    this.#library = library;
  }

  /** Throws Hdf5UnsupportedError. */
  static async load(): Promise<Hdf5Session> {
    const { v8 } = process.versions;
    if (Number.parseFloat(v8) < NEEDS_V8) throw new Hdf5UnsupportedError(`V8 ${v8} is older than ${NEEDS_V8}`);
    const hdf5 = await import("h5wasm");
    const library = await hdf5.ready;
    // errors are thrown to us instead of being printed to the terminal
    library.activate_throwing_error_handler();
    return new Hdf5Session(hdf5, library);
  }

  /** the latest error of the disk under the open file */
  get diskProblem(): NodeJS.ErrnoException | null {
    return this.#disk?.problem ?? null;
  }

  open(path: string, mode: "read" | "write"): null {
    if (this.#disk !== null) throw new Error("a file is open already");
    // the library's types say less about its file system than there is
    this.#disk = mountFile(this.#library.FS as unknown as EmscriptenFiles, path, mode);
    this.#file = new this.#hdf5.File(this.#disk.path, mode === "read" ? "r" : "w");
    this.#bytesLeft = ALWAYS_ALLOWED_BYTES + MAX_EXPANSION * this.#disk.size();
    return null;
  }

  names(group: string): readonly string[] {
    return this.#group(group).keys();
  }

  listing(group: string): TreeListing {
    return list(this.#group(group), 0, { left: MAX_NAMES });
  }

  attributes(group: string): Readonly<Record<string, number | string>> {
    const found: Record<string, number | string> = {};
    for (const [name, attribute] of Object.entries(this.#group(group).attrs)) {
      const { size, total_size: count } = attribute.metadata;
      if (size * count > MAX_ATTRIBUTE_BYTES) continue;
      const { value } = attribute;
      if (typeof value === "bigint") found[name] = Number(value);
      else if (typeof value === "number" || typeof value === "string") found[name] = value;
    }
    return found;
  }

  arrays(group: string, names: readonly string[]): readonly FoundArray[] {
    const parent = this.#group(group);
    return names.map((name) => {
      const item = parent.get(name);
      return item === null || !("metadata" in item) ? null : this.#read(item as Dataset);
    });
  }

  words(group: string, name: string): readonly string[] | null {
    const item = this.#group(group).get(name);
    if (item === null || !("metadata" in item)) return null;
    const dataset = item as Dataset;
    this.#charge(dataset);
    const { value } = dataset;
    return Array.isArray(value) && value.every((word) => typeof word === "string") ? value : null;
  }

  write(path: string, tree: ArrayTree): null {
    const file = this.#opened();
    writeTree(path === "/" || file.get(path) !== null ? this.#group(path) : file.create_group(path), tree);
    return null;
  }

  close(): number {
    const [file, disk] = [this.#file, this.#disk];
    this.#file = null;
    this.#disk = null;
    try {
      file?.close();
    } finally {
      disk?.close();
    }
    const problem = disk?.problem ?? null;
    if (problem !== null) throw problem;
    return this.#library.HEAPU8.byteLength;
  }

  #opened(): File {
    if (this.#file === null) throw new Error("no file is open");
    return this.#file;
  }

  #group(path: string): Group {
    const file = this.#opened();
    if (path === "/") return file;
    const item = file.get(path);
    if (item === null || !("keys" in item)) throw new Hdf5FileError(`The HDF5 file has no group ${path}.`);
    return item;
  }

  #charge(dataset: Dataset): void {
    const { shape, chunks, size } = dataset.metadata;
    const bytesOf = (sizes: readonly number[] | null): number => (sizes ?? []).reduce((a, b) => a * b, size);
    const bytes = Math.max(bytesOf(shape), bytesOf(chunks));
    if (!(bytes <= MAX_ARRAY_BYTES))
      throw new Hdf5FileError(`${dataset.path} claims to be larger than ${MAX_ARRAY_BYTES} bytes.`);
    this.#bytesLeft -= bytes;
    if (this.#bytesLeft < 0) throw new Hdf5FileError("The HDF5 file claims to hold far more than its size.");
  }

  #read(dataset: Dataset): NumberArray | null {
    this.#charge(dataset);
    const shape = dataset.metadata.shape ?? [];
    const { value } = dataset;
    const values = numbersOf(value);
    return values === null ? null : { values, shape };
  }
}

/** Integers of other widths become float64, which holds every value that a flag or a step number may have. */
function numbersOf(value: unknown): Numbers | null {
  if (DTYPES.some(([type]) => value instanceof type)) return value as Numbers;
  if (value instanceof BigInt64Array || value instanceof BigUint64Array) return Float64Array.from(value, Number);
  if (value instanceof Int16Array || value instanceof Uint16Array || value instanceof Uint32Array)
    return Float64Array.from(value);
  return null;
}

function list(group: Group, depth: number, names: { left: number }): TreeListing {
  const arrays = new Map<string, readonly number[]>();
  const groups = new Map<string, TreeListing>();
  for (const name of group.keys()) {
    names.left -= 1;
    if (names.left < 0) throw new Hdf5FileError(`${group.path} holds more than ${MAX_NAMES} arrays and groups.`);
    const item = group.get(name);
    if (item === null) continue;
    if ("metadata" in item && "filters" in item) arrays.set(name, item.metadata.shape ?? []);
    else if ("keys" in item && depth < MAX_DEPTH) groups.set(name, list(item, depth + 1, names));
  }
  return { arrays, groups };
}

function writeTree(group: Group, { attributes = {}, arrays = {}, words = {}, groups = {} }: ArrayTree): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "string") group.create_attribute(name, value);
    else group.create_attribute(name, Number(value), [], typeof value === "bigint" ? "<q" : "<d");
  }
  for (const [name, { values, shape, growing }] of Object.entries(arrays)) {
    const dtype = DTYPES.find(([type]) => values instanceof type)?.[1] ?? null;
    const plain = { name, data: values, shape: [...shape], dtype };
    if (growing !== true) group.create_dataset(plain);
    else group.create_dataset({ ...plain, maxshape: [null, ...shape.slice(1)], chunks: [...shape] });
  }
  for (const [name, texts] of Object.entries(words)) {
    const width = texts.reduce((most, text) => Math.max(most, text.length), 0) + 1;
    group.create_dataset({ name, data: [...texts], shape: [texts.length], dtype: `A${width}` });
  }
  for (const [name, tree] of Object.entries(groups)) writeTree(group.create_group(name), tree);
}
