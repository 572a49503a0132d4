import type { ArrayTree, NumberArray, TreeListing } from "../../shared/export/array-tree.ts";

/** One array that was asked for; null where there is none, or none of numbers. */
export type FoundArray = NumberArray | null;

/** What is asked of the thread that holds an HDF5 file, and what it answers. */
export interface Hdf5Operations {
  open(path: string, mode: "read" | "write"): null;
  /** names in a group, in the file's order */
  names(group: string): readonly string[];
  listing(group: string): TreeListing;
  /** integers, numbers and texts among a group's attributes */
  attributes(group: string): Readonly<Record<string, number | string>>;
  arrays(group: string, names: readonly string[]): readonly FoundArray[];
  /** a list of texts; null where there is none */
  words(group: string, name: string): readonly string[] | null;
  /** makes the group where it is missing */
  write(group: string, tree: ArrayTree): null;
  /** bytes of memory that the library holds */
  close(): number;
}

export type Hdf5Operation = keyof Hdf5Operations;

export interface Hdf5Request {
  readonly operation: Hdf5Operation;
  readonly args: readonly unknown[];
}

export type Hdf5Reply =
  | { readonly ok: true; readonly value: unknown }
  | {
      readonly ok: false;
      readonly message: string;
      /** "disk": `code` is the system's; "broken": the library must not be used again */
      readonly why: "file" | "disk" | "broken" | "unsupported";
      readonly code: string | null;
    };
