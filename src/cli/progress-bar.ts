import { SingleBar } from "cli-progress";
import type { JobProgress } from "../shared/ipc/jobs.ts";
import { formatDuration, formatNumber } from "./format.ts";

/** Progress of long work on a terminal, or in a log. */
export interface ProgressBar {
  update(progress: JobProgress): void;
  stop(): void;
}

/** Where a bar is drawn. */
export interface ProgressOutput {
  readonly stream: NodeJS.WriteStream;
  readonly isTerminal: boolean;
  readonly now?: () => number;
}

/** In a log: four lines a minute. */
const LINE_INTERVAL_MS = 15_000;

/** A bar that redraws itself on a terminal, a line now and then elsewhere. */
export function createProgressBar(title: string, output: ProgressOutput): ProgressBar {
  return output.isTerminal ? createDrawnBar(title, output.stream) : createLines(title, output);
}

function createDrawnBar(title: string, stream: NodeJS.WriteStream): ProgressBar {
  const bar = new SingleBar({
    stream,
    format: `${title} {bar} {percentage}% {message}{rate}{left}`,
    barCompleteChar: "━",
    barIncompleteChar: "─",
    barsize: 28,
    hideCursor: true,
    clearOnComplete: true,
    linewrap: false,
    // Ctrl-C is the command line's own business: it ends the work, which ends the bar.
    gracefulExit: false,
  });
  bar.start(1000, 0, { message: "", rate: "", left: "" });
  return {
    update: (progress) => bar.update(Math.round(1000 * (progress.fraction ?? 0)), details(progress)),
    stop: () => bar.stop(),
  };
}

function createLines(title: string, { stream, now = () => performance.now() }: ProgressOutput): ProgressBar {
  let last = now();
  return {
    update: (progress) => {
      if (now() - last < LINE_INTERVAL_MS) return;
      last = now();
      const share = progress.fraction === null ? "" : ` ${Math.floor(100 * progress.fraction)} %`;
      const { message, rate, left } = details(progress);
      stream.write(`${title}:${share} ${message}${rate}${left}\n`);
    },
    stop: () => undefined,
  };
}

function details({ message, rate, rateUnit, secondsLeft }: JobProgress): {
  message: string;
  rate: string;
  left: string;
} {
  return {
    message,
    // Percent a second says less than the time left.
    rate: rate === null || rateUnit === "%" || rateUnit === "" ? "" : ` · ${formatNumber(rate)} ${rateUnit}/s`,
    left: secondsLeft === null ? "" : ` · ${formatDuration(secondsLeft)} left`,
  };
}
