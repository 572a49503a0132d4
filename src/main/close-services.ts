import type { App } from "electron";
import type { Services } from "../node/services/services.ts";

/** A disk that does not answer must not keep the program alive for ever; the journal has what was synced. */
const LONGEST_MS = 10_000;

/** Lets a recording be finished and jobs end before the program goes. */
export function closeBeforeQuit(app: App, services: Services): void {
  let closing = false;
  app.on("will-quit", (event) => {
    if (closing) return;
    closing = true;
    event.preventDefault();
    const late = setTimeout(() => app.exit(1), LONGEST_MS);
    services
      .close()
      .catch((error: unknown) => console.error("closing failed:", error))
      .finally(() => {
        clearTimeout(late);
        app.quit();
      });
  });
}
