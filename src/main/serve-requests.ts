import type { IpcMain, IpcMainInvokeEvent, WebContents } from "electron";
import type { Services } from "../node/services/services.ts";
import type { Result } from "../shared/base/failure.ts";
import { EVENT_CHANNEL, INVOKE_CHANNEL } from "../shared/ipc/bridge.ts";
import type { HostEvent } from "../shared/ipc/contract.ts";
import { isOwnPage } from "./page-origin.ts";

const DENIED: Result<never> = {
  ok: false,
  failure: {
    kind: "denied",
    message: "The request did not come from Pogo's own page",
    remedy: "Close the window and start Pogo again.",
  },
};

/** Whether a message comes from the top frame of a page of ours; a frame inside it, or a page elsewhere, has no say. */
export function isTrusted(event: Pick<IpcMainInvokeEvent, "senderFrame">, development: string | undefined): boolean {
  const frame = event.senderFrame;
  return frame !== null && frame.parent === null && isOwnPage(frame.url, development);
}

/** Answers the requests of every window of ours through the host's services. */
export function serveRequests(ipc: IpcMain, services: Services, development: string | undefined): void {
  ipc.handle(INVOKE_CHANNEL, (event, name: unknown, payload: unknown) => {
    if (!isTrusted(event, development)) return DENIED;
    return services.handle(clientOf(event.sender, event.sender.id), String(name), payload);
  });
}

/** How many documents a window has had: each is a client of its own, so that ending one never touches the next. */
const documents = new WeakMap<WebContents, number>();

/** The name under which the services know a page. */
function clientOf(contents: WebContents, id: number): string {
  return `window-${id}-${documents.get(contents) ?? 0}`;
}

/**
 * Sends the host's events to a window, and tells the services when its page is gone: closed, crashed, or loaded anew. A
 * reload is told before the new page's first request, because the old document goes first.
 */
export function connectWindow(contents: WebContents, services: Services): void {
  // asked now: of a destroyed window nothing can be asked
  const { id } = contents;
  const leave = (): void => void services.disconnect(clientOf(contents, id));
  const unsubscribe = services.subscribe((event: HostEvent) => {
    if (!contents.isDestroyed()) contents.send(EVENT_CHANNEL, event);
  });
  contents.on("did-navigate", () => {
    leave();
    documents.set(contents, (documents.get(contents) ?? 0) + 1);
  });
  contents.on("render-process-gone", leave);
  contents.once("destroyed", () => {
    unsubscribe();
    leave();
  });
}
