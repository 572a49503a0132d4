import type { StepSnapshot } from "../dataset/columns.ts";
import { invalidFile } from "../dataset/invalid-file.ts";

/** Snapshots one after the other: step and length as little-endian uint32, then the bytes. */
export function packSnapshots(snapshots: readonly StepSnapshot[]): Uint8Array {
  const packed = new Uint8Array(snapshots.reduce((sum, { bytes }) => sum + 8 + bytes.length, 0));
  const view = new DataView(packed.buffer);
  let at = 0;
  for (const { step, bytes } of snapshots) {
    view.setUint32(at, step, true);
    view.setUint32(at + 4, bytes.length, true);
    packed.set(bytes, at + 8);
    at += 8 + bytes.length;
  }
  return packed;
}

/** Inverse of `packSnapshots` for an episode of `steps` steps; FailureError "invalid-file". */
export function unpackSnapshots(packed: Uint8Array, steps: number): readonly StepSnapshot[] {
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  const snapshots: StepSnapshot[] = [];
  let before = -1;
  for (let at = 0; at < packed.length;) {
    if (at + 8 > packed.length) throw invalidFile("The snapshots end within their header.");
    const [step, length] = [view.getUint32(at, true), view.getUint32(at + 4, true)];
    const end = at + 8 + length;
    if (end > packed.length || step <= before || step >= steps)
      throw invalidFile("The snapshots are damaged: a step or a length is out of range.");
    snapshots.push({ step, bytes: packed.slice(at + 8, end) });
    before = step;
    at = end;
  }
  return snapshots;
}
