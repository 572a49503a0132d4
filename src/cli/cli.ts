import type { Command } from "commander";
import type { ProgressBar } from "./progress-bar.ts";

/** What a command leaves behind. */
export interface Outcome {
  /** the one document of --json */
  readonly json: object;
  /** what people read instead */
  readonly text: string;
  /** the work is done and its answer is "no": exit 1 */
  readonly failed?: boolean;
}

/** What a running command may use. */
export interface CommandContext {
  /** aborted by Ctrl-C */
  readonly signal: AbortSignal;
  /** folder of the person's datasets and policies */
  readonly home: string;
  /** folder of the checkout or of the installed package */
  readonly appFolder: string;
  /** whether --json was given */
  readonly json: boolean;
  /** a bar on stderr; one at a time */
  progress(title: string): ProgressBar;
  /** a remark on stderr */
  note(text: string): void;
  /** gives the answer before the command ends; the outcome's own is then not shown */
  answer(outcome: Outcome): Promise<void>;
}

/** How commands are added to the program. */
export interface Cli {
  /** a new command that has --json and, in its help, an example */
  command(name: string, description: string, example: string): Command;
  /** runs the work as the program's one command: shows its outcome or its failure and sets the exit code */
  run(work: (context: CommandContext) => Promise<Outcome>): Promise<void>;
}

/** A flag or an argument that makes no sense: exit 2. */
export class UsageError extends Error {
  readonly remedy: string;

  constructor(message: string, remedy: string) {
    super(message);
    this.name = "UsageError";
    this.remedy = remedy;
  }
}
