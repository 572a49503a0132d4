import type { Result } from "../../shared/base/failure.ts";
import type { AppInfo, HostEvent } from "../../shared/ipc/contract.ts";

/** What the host does for pages, whichever way they reach it. Safe for concurrent use. */
export interface Services {
  /** folder that holds everything the person made */
  readonly home: string;
  /**
   * Answers one request of a page. Names and payloads are untrusted: a name outside the contract is "denied", a payload
   * that its schema refuses "invalid-input". Never rejects.
   */
  handle(clientId: string, name: string, payload: unknown): Promise<Result<unknown>>;
  /** returns unsubscribe */
  subscribe(listener: (event: HostEvent) => void): () => void;
  /** a page vanished: its open recordings are finished as "interrupted" with everything that was appended */
  disconnect(clientId: string): Promise<void>;
  /** finishes open recordings and ends jobs; further requests are refused */
  close(): Promise<void>;
}

/** The end of a pipe to a trainer process: Electron's utilityProcess or a forked Node process. */
export interface TrainerProcess {
  send(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  /** called once; null when a signal ended it */
  onExit(listener: (code: number | null) => void): void;
  kill(): void;
}

export type SpawnTrainer = () => TrainerProcess;

export interface ServicesOptions {
  /** default: POGO_HOME, or Pogo in the person's home folder */
  readonly home?: string;
  /** folder of what comes with the app (demo episodes and policy) */
  readonly resources: string;
  readonly face: AppInfo["face"];
  /** of the app; default: that of the package.json beside `resources` */
  readonly version?: string;
  readonly spawnTrainer: SpawnTrainer;
  /** lets the person choose a file or folder to import; null when they thought better of it */
  readonly chooseImport?: () => Promise<string | null>;
  /** gets every event, as `subscribe` does */
  readonly emit?: (event: HostEvent) => void;
}
