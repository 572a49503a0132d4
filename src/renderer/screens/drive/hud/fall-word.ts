import { FRAME } from "../../../drive/records.ts";

/** rad and m; Hopper-v5 ends an episode beyond */
const MOST_LEAN = 0.2;
const LEAST_HEIGHT = 0.7;

/** How the hopper fell in free driving, while it still lies there; "" while it stands. */
export function fallWord(frame: Float64Array): string {
  const pitch = frame[FRAME.pitch] ?? 0;
  const height = frame[FRAME.height] ?? 0;
  if (frame[FRAME.running] !== 1 || height === 0) return "";
  if (Math.abs(pitch) > MOST_LEAN) return `Fell: leaned too far ${pitch > 0 ? "forward" : "back"} – starting over`;
  return height < LEAST_HEIGHT ? "Fell: sank too low – starting over" : "";
}
