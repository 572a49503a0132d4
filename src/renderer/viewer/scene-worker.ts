import type { ToScene } from "./messages.ts";
import { createSceneHost } from "./scene-host.ts";

const take = createSceneHost({ mayWait: true, post: (message) => self.postMessage(message) });

self.onmessage = (event: MessageEvent<ToScene>): void => take(event.data);
