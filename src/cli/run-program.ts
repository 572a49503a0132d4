import { Command, CommanderError } from "commander";
import { toFailure } from "../shared/base/failure.ts";
import { findAppFolder } from "../node/settings/app-folder.ts";
import { readAppVersion } from "../node/settings/app-version.ts";
import { resolveHome } from "../node/settings/home.ts";
import { UsageError } from "./cli.ts";
import type { Cli, CommandContext, Outcome } from "./cli.ts";
import { createProgressBar } from "./progress-bar.ts";
import type { ProgressBar } from "./progress-bar.ts";

/** The process as the command line sees it; tests pass another. */
export interface Terminal {
  readonly stdout: Pick<NodeJS.WriteStream, "write">;
  readonly stderr: NodeJS.WriteStream;
  readonly signal: AbortSignal;
}

export const EXIT = { done: 0, failed: 1, usage: 2, interrupted: 130 } as const;

const USAGE_REMEDY = "Run the command with --help for its flags.";

/** Runs one command line (without the program's name) and answers the exit code. */
export async function runProgram(
  args: readonly string[],
  terminal: Terminal,
  addCommands: (cli: Cli) => void,
): Promise<number> {
  const appFolder = findAppFolder();
  let exit: number = EXIT.done;
  const json = args.includes("--json");

  const write = (text: string): Promise<void> =>
    new Promise((done) => {
      terminal.stdout.write(text, () => done());
    });
  const answer = (outcome: Outcome): Promise<void> =>
    write(json ? `${JSON.stringify(outcome.json)}\n` : `${outcome.text}\n`);
  const fail = async (code: number, failure: { kind: string; message: string; remedy: string }): Promise<void> => {
    exit = code;
    terminal.stderr.write(`pogo: ${failure.message}\n${failure.remedy === "" ? "" : `      ${failure.remedy}\n`}`);
    if (json) await answer({ json: { error: failure }, text: "" });
  };

  const run: Cli["run"] = async (work) => {
    let bar: ProgressBar | null = null;
    let answered = false;
    const context: CommandContext = {
      signal: terminal.signal,
      home: resolveHome(),
      appFolder,
      json,
      progress: (title) => {
        bar?.stop();
        bar = createProgressBar(title, { stream: terminal.stderr, isTerminal: terminal.stderr.isTTY });
        return bar;
      },
      note: (text) => void terminal.stderr.write(`${text}\n`),
      answer: async (outcome) => {
        answered = true;
        await answer(outcome);
      },
    };
    // Through a function, because the compiler does not see that the work above makes a bar.
    const stopBar = (): void => bar?.stop();
    try {
      const outcome = await work(context).finally(stopBar);
      if (!answered) await answer(outcome);
      exit = terminal.signal.aborted ? EXIT.interrupted : outcome.failed === true ? EXIT.failed : EXIT.done;
    } catch (error) {
      if (error instanceof UsageError)
        return fail(EXIT.usage, { kind: "invalid-input", message: error.message, remedy: error.remedy });
      const failure = toFailure(error);
      if (failure.kind === "internal" && error instanceof Error) terminal.stderr.write(`${error.stack ?? ""}\n`);
      return fail(terminal.signal.aborted || failure.kind === "cancelled" ? EXIT.interrupted : EXIT.failed, failure);
    }
  };

  const program = new Command("pogo")
    .description("Record, curate and replay one-legged hopper demonstrations, and turn them into policies.")
    .version(await readAppVersion(appFolder))
    .showHelpAfterError("(pogo --help lists the commands)")
    .exitOverride()
    .configureOutput({
      writeErr: (text) => void terminal.stderr.write(text),
      writeOut: (text) => void terminal.stdout.write(text),
    });
  addCommands({
    run,
    command: (name, description, example) =>
      program
        .command(name)
        .description(description)
        .option("--json", "exactly one JSON document on stdout")
        .showHelpAfterError("(--help shows the flags)")
        .addHelpText("after", `\nExample:\n  $ pogo ${example}`),
  });

  try {
    await program.parseAsync([...args], { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Help and version end the parsing, too. Without a command commander shows the help on stderr, as an error.
    if (error.exitCode === 0) return EXIT.done;
    exit = EXIT.usage;
    const message = error.message.replace(/^error: /, "");
    if (json) await answer({ json: { error: { kind: "invalid-input", message, remedy: USAGE_REMEDY } }, text: "" });
  }
  return exit;
}
