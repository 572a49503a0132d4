import { createScene } from "./create-scene.ts";
import type { SceneCore } from "./create-scene.ts";
import type { FromScene, ToScene } from "./messages.ts";

export interface SceneHostOptions {
  /** see createScene */
  readonly mayWait: boolean;
  post(message: FromScene): void;
}

/** The scene's end of the messages, the same in a worker and in the page. Answers what takes them. */
export function createSceneHost({ mayWait, post }: SceneHostOptions): (message: ToScene) => void {
  let scene: SceneCore | null = null;
  return (message) => {
    // Without a scene, which has said why, the rest has nobody to go to.
    if (message.type !== "init") return scene?.take(message);
    try {
      scene = createScene({ canvas: message.canvas, mayWait, post });
      post({ type: "ready" });
    } catch (thrown) {
      post({ type: "failed", message: thrown instanceof Error ? thrown.message : String(thrown) });
    }
  };
}
