import type { App, Session, WebContents } from "electron";
import { isOwnPage } from "./page-origin.ts";

/** Refuses every permission a page could ask for: a gamepad needs none, and Pogo uses no camera, location or clipboard. */
export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.on("will-download", (event) => event.preventDefault());
}

/** Keeps the page in its window: it leads nowhere else, opens nothing and embeds nothing. */
export function guardContents(contents: WebContents, development: string | undefined): void {
  const stay = (event: { preventDefault(): void }, url: string): void => {
    if (!isOwnPage(url, development)) event.preventDefault();
  };
  contents.on("will-navigate", (event, url) => stay(event, url));
  contents.on("will-redirect", (event, url) => stay(event, url));
  contents.on("will-attach-webview", (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: "deny" }));
}

/** Applies the guards to whatever is created from now on. */
export function guardApp(app: App, development: string | undefined): void {
  app.on("web-contents-created", (_event, contents) => guardContents(contents, development));
}
