import type { DriveSession } from "../create-drive-session.ts";
import type { DriveState } from "../drive-state.ts";
import type { HopWatch } from "../watch-hops.ts";
import { createHum, readHum } from "./motor-hum.ts";
import { cueNotes, eventNotes } from "./notes.ts";
import { recordingCue } from "./recording-cue.ts";
import { createSoundPlayer } from "./sound-player.ts";
import type { SoundPlayer } from "./sound-player.ts";

/** ms between two tries to be allowed to sound */
const TRY_AGAIN = 500;

/** Whether the person has pressed anything yet; a pad that drives was pressed or moved. */
function hasGesture({ device }: DriveState): boolean {
  return device.kind !== "none" || ("userActivation" in navigator && navigator.userActivation.hasBeenActive);
}

/**
 * Lets the newest frames be heard, and the seconds of a countdown and the recording light, at a volume above 0 (per cent).
 * Nothing sounds before the first press, and nothing while the page is hidden. Returns the end of it.
 */
export function followSound(
  session: Pick<DriveSession, "store">,
  hops: HopWatch,
  volume: number,
  createPlayer: (volume: number) => SoundPlayer = createSoundPlayer,
): () => void {
  const player = createPlayer(volume);
  const hum = createHum();
  let before = session.store.getState();
  let triedAt = -Infinity;
  const tryWaking = (state: DriveState): void => {
    const now = performance.now();
    if (player.awake || now - triedAt < TRY_AGAIN || !hasGesture(state)) return;
    triedAt = now;
    player.wake();
  };
  const unwatch = hops.listen(({ state, frame, event, silent }) => {
    if (document.hidden) return player.sleep();
    tryWaking(state);
    player.setWorld(!silent);
    if (frame === null || state.worker !== "ready") hum.gain = 0;
    else readHum(frame, hum);
    player.hum(hum);
    if (event !== null) player.playWorld(eventNotes(event));
  });
  const unsubscribe = session.store.subscribe((now) => {
    const cue = recordingCue(before, now);
    before = now;
    if (cue !== null && !document.hidden) player.playCue(cueNotes(cue));
  });
  return () => {
    unwatch();
    unsubscribe();
    player.dispose();
  };
}
