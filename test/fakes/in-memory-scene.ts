import type { FromScene, ToScene } from "../../src/renderer/viewer/messages.ts";
import type { ScenePort, StartScene } from "../../src/renderer/viewer/scene-port.ts";

/** A scene without graphics: it keeps what it is told, and says what the test has it say. */
export interface InMemoryScene {
  readonly start: StartScene;
  readonly told: ToScene[];
  readonly disposed: boolean;
  say(message: FromScene): void;
}

export function createInMemoryScene(place: ScenePort["place"]): InMemoryScene {
  const told: ToScene[] = [];
  let listener: (message: FromScene) => void = () => undefined;
  let disposed = false;
  return {
    told,
    get disposed(): boolean {
      return disposed;
    },
    say: (message) => listener(message),
    start(listen): ScenePort {
      listener = listen;
      return {
        place,
        send: (message) => void told.push(message),
        dispose: () => void (disposed = true),
      };
    },
  };
}
