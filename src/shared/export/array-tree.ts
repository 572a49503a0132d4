/** What HDF5 holds, without HDF5: groups of arrays, texts and attributes. */

export type Numbers = Float64Array | Float32Array | Int32Array | Int8Array | Uint8Array;

/** An array; rows first. `growing` can be appended to along the rows. */
export interface NumberArray {
  readonly values: Numbers;
  readonly shape: readonly number[];
  readonly growing?: boolean;
}

/** A group to be written. */
export interface ArrayTree {
  /** numbers become float64, bigints int64 */
  readonly attributes?: Readonly<Record<string, number | bigint | string>>;
  readonly arrays?: Readonly<Record<string, NumberArray>>;
  /** lists of ASCII words */
  readonly words?: Readonly<Record<string, readonly string[]>>;
  readonly groups?: Readonly<Record<string, ArrayTree>>;
}

/** What a group of a file is said to hold, before anything of it is read: shapes of the arrays, and what lies deeper. */
export interface TreeListing {
  readonly arrays: ReadonlyMap<string, readonly number[]>;
  readonly groups: ReadonlyMap<string, TreeListing>;
}
