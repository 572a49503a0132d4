import { FailureError } from "../base/failure.ts";

/** All that the simulator carries from one step to the next. */
export interface SimulatorState {
  /** 6 positions */
  readonly qpos: Float64Array;
  /** 6 rates */
  readonly qvel: Float64Array;
  /** queued impulses, x and z of each of the 4 links, N·s */
  readonly pushes: Float64Array;
  steps: number;
}

/** "PGHS", then a version byte, three zero bytes, the steps as a 32-bit word, and the doubles; little-endian. */
const MAGIC = [0x50, 0x47, 0x48, 0x53] as const;
const VERSION = 1;
const HEADER = 12;
const DOUBLES = 6 + 6 + 8;
/** bytes of a snapshot of version 1 */
const SNAPSHOT_BYTES = HEADER + 8 * DOUBLES;

/** The state as bytes. */
export function encodeSnapshot(state: SimulatorState): Uint8Array {
  const bytes = new Uint8Array(SNAPSHOT_BYTES);
  const view = new DataView(bytes.buffer);
  bytes.set(MAGIC);
  bytes[4] = VERSION;
  view.setUint32(8, state.steps, true);
  let at = HEADER;
  for (const values of [state.qpos, state.qvel, state.pushes]) {
    for (const value of values) {
      view.setFloat64(at, value, true);
      at += 8;
    }
  }
  return bytes;
}

/** Reads bytes back into `state`, all or nothing; FailureError "invalid-file" when they are not a snapshot. */
export function decodeSnapshot(bytes: Uint8Array, state: SimulatorState): void {
  if (bytes.length < 5 || MAGIC.some((byte, i) => bytes[i] !== byte)) refuse("is not one of Pogo's");
  if (bytes[4] !== VERSION) refuse(`has version ${bytes[4]}, this program reads ${VERSION}`);
  if (bytes.length !== SNAPSHOT_BYTES) refuse(`has ${bytes.length} bytes instead of ${SNAPSHOT_BYTES}`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const values = new Float64Array(DOUBLES);
  for (let k = 0; k < DOUBLES; k++) values[k] = view.getFloat64(HEADER + 8 * k, true);
  if (!values.every((value) => Number.isFinite(value))) refuse("holds a number that is not finite");
  state.qpos.set(values.subarray(0, 6));
  state.qvel.set(values.subarray(6, 12));
  state.pushes.set(values.subarray(12));
  state.steps = view.getUint32(8, true);
}

function refuse(what: string): never {
  throw new FailureError(
    "invalid-file",
    `the simulator snapshot ${what}`,
    "The file is damaged or from another version of Pogo: verify the dataset, or start from the episode's seed.",
  );
}
