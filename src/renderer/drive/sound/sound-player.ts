import type { Hum } from "./motor-hum.ts";
import type { Note } from "./notes.ts";
import { createSynthesiser } from "./synthesiser.ts";
import type { Synthesiser } from "./synthesiser.ts";

/** A synthesiser that the browser lets sound from the first gesture on; before that, and where it never does, it is silent. */
export interface SoundPlayer extends Synthesiser {
  /** it can be heard now */
  readonly awake: boolean;
  /** to be called after a gesture: browsers let no page sound before one. Harmless where it is awake */
  wake(): void;
  /** silent at once, and without work, until it is woken */
  sleep(): void;
  dispose(): void;
}

/** Whether this browser can make sounds at all. */
export function hasWebAudio(): boolean {
  return typeof globalThis.AudioContext === "function";
}

/** null: nothing can be heard here, or nobody listens: a browser that a program drives keeps quiet. */
function createContext(): AudioContext | null {
  if (!hasWebAudio() || navigator.webdriver) return null;
  try {
    return new AudioContext({ latencyHint: "interactive" });
  } catch {
    // No output device, or too many contexts: driving goes on in silence.
    return null;
  }
}

/** The sounds of this page at a volume (per cent). The ear is not linear: half of it sounds about half as loud. */
export function createSoundPlayer(volume: number, makeContext: () => AudioContext | null = createContext): SoundPlayer {
  let context: AudioContext | null = null;
  let synthesiser: Synthesiser | null = null;
  let tried = false;
  const heard = (): Synthesiser | null => (context?.state === "running" ? synthesiser : null);
  return {
    get awake(): boolean {
      return heard() !== null;
    },
    wake(): void {
      if (!tried) {
        tried = true;
        context = makeContext();
        if (context !== null) synthesiser = createSynthesiser(context, (volume / 100) ** 1.5);
      }
      if (context !== null && context.state !== "running") context.resume().catch(() => undefined);
    },
    sleep(): void {
      if (context?.state === "running") context.suspend().catch(() => undefined);
    },
    playWorld: (notes: readonly Note[]) => heard()?.playWorld(notes),
    playCue: (notes: readonly Note[]) => heard()?.playCue(notes),
    hum: (hum: Readonly<Hum>) => heard()?.hum(hum),
    setWorld: (open: boolean) => heard()?.setWorld(open),
    dispose(): void {
      tried = true;
      synthesiser = null;
      context?.close().catch(() => undefined);
      context = null;
    },
  };
}
