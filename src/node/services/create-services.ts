import { promises as fs } from "node:fs";
import { join } from "node:path";
import { FailureError } from "../../shared/base/failure.ts";
import type { HostEvent } from "../../shared/ipc/contract.ts";
import { resolveHome } from "../settings/home.ts";
import type { Services, ServicesOptions } from "./services.ts";

/** The host's services over one home folder; creating them reads little and starts nothing long. */
export async function createServices(options: ServicesOptions): Promise<Services> {
  const home = options.home ?? resolveHome();
  const listeners = new Set<(event: HostEvent) => void>();
  if (options.emit !== undefined) listeners.add(options.emit);
  await fs.mkdir(join(home, "datasets"), { recursive: true });
  return {
    home,
    handle: () => Promise.reject(new FailureError("unsupported", "The host is not ready", "Try again.")),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    disconnect: () => Promise.resolve(),
    close: () => Promise.resolve(),
  };
}
