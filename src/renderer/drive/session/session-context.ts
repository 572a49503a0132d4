import type { RecorderEvent } from "../../../shared/record/recorder.ts";
import type { DriveChoices } from "../drive-choices.ts";
import type { DriveState } from "../drive-state.ts";
import type { FromWorker } from "../messages.ts";
import type { WorkerLink } from "../worker-link.ts";

/** What the parts of a drive session share. */
export interface SessionContext {
  /** of the moment */
  readonly choices: DriveChoices;
  /** another one after a restart */
  readonly link: WorkerLink;
  get(): DriveState;
  set(state: Partial<DriveState>): void;
  /** the one way into the recorder's table */
  advance(event: RecorderEvent): void;
}

/** What the worker simulates, as it names it. */
export type Physics = Extract<FromWorker, { type: "loaded" }>;
