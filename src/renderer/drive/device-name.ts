import type { InputDevice } from "../input/input-source.ts";

/** A device as it is written into episodes; null where nothing drives. */
export function deviceName(device: InputDevice): string | null {
  if (device.kind === "pad") return device.pad.id.slice(0, 300);
  return device.kind === "keyboard" ? "keyboard" : null;
}
