import type { FromWorker, ToWorker } from "../messages.ts";
import { sharedNow } from "../records.ts";
import { createEngine } from "./engine.ts";

const post = (message: FromWorker, transfer: Transferable[] = []): void => self.postMessage(message, { transfer });
const engine = createEngine(post, sharedNow);

self.onmessage = (event: MessageEvent<ToWorker>): void => engine.handle(event.data);
