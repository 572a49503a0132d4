import { hostMessageSchema } from "./messages.ts";
import type { HostMessage, TrainerMessage } from "./messages.ts";

/** A trainer process's end of the pipe to its host. */
export interface HostChannel {
  send(message: TrainerMessage): void;
  /** malformed messages are ignored: only the host can send, and a newer one may know more */
  listen(listener: (message: HostMessage) => void): void;
}

/** The pipe of an Electron utilityProcess, of which Node's types know nothing. */
interface ParentPort {
  postMessage(message: unknown): void;
  on(event: "message", listener: (event: { readonly data: unknown }) => void): void;
}

/** The channel of this process: utilityProcess under Electron, else the one of child_process.fork. */
export function openHostChannel(): HostChannel {
  const { parentPort } = process as unknown as { readonly parentPort?: ParentPort };
  if (parentPort !== undefined) {
    return {
      send: (message) => parentPort.postMessage(message),
      listen: (listener) => parentPort.on("message", ({ data }) => deliver(data, listener)),
    };
  }
  if (process.send === undefined) throw new Error("the trainer is started by Pogo, not by hand");
  return {
    send: (message) => {
      process.send?.(message);
    },
    listen(listener) {
      process.on("message", (data) => deliver(data, listener));
      // The host is gone: nobody wants the result.
      process.on("disconnect", () => process.exit(0));
    },
  };
}

function deliver(data: unknown, listener: (message: HostMessage) => void): void {
  const parsed = hostMessageSchema.safeParse(data);
  if (parsed.success) listener(parsed.data);
}
