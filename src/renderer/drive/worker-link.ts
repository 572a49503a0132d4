import type { Failure } from "../../shared/base/failure.ts";
import { mailboxBytes, openMailbox } from "./mailbox.ts";
import type { Mailbox } from "./mailbox.ts";
import type { FromWorker, ToWorker } from "./messages.ts";
import { FRAME, PAD } from "./records.ts";
import { sharedClock } from "./shared-clock.ts";

/** The page's end of a drive worker. */
export interface WorkerLink {
  /** memory is shared with the worker; else the same records travel in messages */
  readonly shared: boolean;
  send(message: ToWorker, transfer?: Transferable[]): void;
  /** leaves a sample of the input device for the next tick */
  writePad(values: Float64Array): void;
  /** the mailbox that the frame records are left in, for whoever reads them by itself */
  readonly frames: ArrayBufferLike;
  /** the newest frame record; false before the first */
  readFrame(out: Float64Array): boolean;
  /** returns unsubscribe */
  listen(listener: (message: FromWorker) => void): () => void;
  dispose(): void;
}

/** What a link needs of a Worker, so that tests can put an engine in its place. */
export interface WorkerPort {
  postMessage(message: ToWorker, transfer: Transferable[]): void;
  onmessage: ((event: MessageEvent<FromWorker>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  terminate(): void;
}

/** Starts the real thing: a module worker of its own. */
export function startDriveWorker(): WorkerPort {
  return new Worker(new URL("./worker/drive-worker.ts", import.meta.url), { type: "module", name: "drive" });
}

function crashed(event: ErrorEvent): Failure {
  return {
    kind: "internal",
    message: `The simulation stopped: ${event.message || "its worker could not be started"}`,
    remedy: "Restart the simulation. What was recorded so far is on disk.",
  };
}

/** Connects to a worker and shares memory with it where the page may. */
export function createWorkerLink(port: WorkerPort): WorkerLink {
  const listeners = new Set<(message: FromWorker) => void>();
  const shared =
    typeof SharedArrayBuffer === "undefined"
      ? null
      : { pad: new SharedArrayBuffer(mailboxBytes(PAD.size)), frame: new SharedArrayBuffer(mailboxBytes(FRAME.size)) };
  const padBox: Mailbox | null = shared === null ? null : openMailbox(shared.pad, PAD.size);
  const frameBox = openMailbox(shared?.frame ?? new ArrayBuffer(mailboxBytes(FRAME.size)), FRAME.size);
  const tell = (message: FromWorker): void => {
    for (const listener of listeners) listener(message);
  };
  port.onmessage = (event): void => {
    if (event.data.type === "frame") frameBox.write(event.data.values);
    else tell(event.data);
  };
  port.onerror = (event): void => tell({ type: "fault", failure: crashed(event) });
  port.postMessage({ type: "init", lead: sharedClock.lead(), shared }, []);
  return {
    shared: shared !== null,
    send: (message, transfer = []) => port.postMessage(message, transfer),
    writePad(values: Float64Array): void {
      if (padBox === null) port.postMessage({ type: "pad", values: values.slice() }, []);
      else padBox.write(values);
    },
    frames: frameBox.buffer,
    readFrame: (out) => frameBox.read(out),
    listen(listener): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    dispose(): void {
      listeners.clear();
      port.onmessage = null;
      port.onerror = null;
      port.terminate();
    },
  };
}
