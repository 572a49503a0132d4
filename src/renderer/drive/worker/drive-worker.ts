import type { FromWorker, ToWorker } from "../messages.ts";
import { sharedNow } from "../records.ts";
import { sharedClock } from "../shared-clock.ts";
import { createEngine } from "./engine.ts";

const post = (message: FromWorker, transfer: Transferable[] = []): void => self.postMessage(message, { transfer });
const engine = createEngine(post, sharedNow);

self.onmessage = ({ data }: MessageEvent<ToWorker>): void => {
  if (data.type === "init") sharedClock.follow(data.lead);
  engine.handle(data);
};
