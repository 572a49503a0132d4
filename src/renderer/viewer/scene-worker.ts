import { sharedClock } from "../drive/shared-clock.ts";
import type { ToScene } from "./messages.ts";
import { createSceneHost } from "./scene-host.ts";

const take = createSceneHost({ mayWait: true, post: (message) => self.postMessage(message) });

self.onmessage = ({ data }: MessageEvent<ToScene>): void => {
  if (data.type === "init" && data.lead !== undefined) sharedClock.follow(data.lead);
  take(data);
};
