/** One line of `pogo doctor`. */
export interface Check {
  readonly name: string;
  readonly ok: boolean;
  /** what was found */
  readonly detail: string;
  /** what to do; empty when there is nothing to do */
  readonly remedy: string;
}

/** What a program said, or why it could not be run. */
export interface ProgramAnswer {
  readonly ok: boolean;
  /** its output, or the reason, in one line */
  readonly text: string;
}

/** The machine as the doctor sees it; tests pass another. */
export interface DoctorProbes {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** of the running Node, as in "20.19.0" */
  readonly nodeVersion: string;
  /** folder of the checkout or of the installed package */
  readonly appFolder: string;
  /** where datasets and policies are kept */
  readonly dataFolder: string;
  fileText(path: string): Promise<string | undefined>;
  exists(path: string): Promise<boolean>;
  /** writes and removes a small file; the reason when that fails */
  tryWriting(folder: string): Promise<string | undefined>;
  /** bytes free on the disk that holds the folder */
  freeBytes(folder: string): Promise<number | undefined>;
  runProgram(command: string, args: readonly string[]): Promise<ProgramAnswer>;
}
