import { assertNever } from "../../../shared/base/assert-never.ts";
import type { HopTrace } from "../hop-trace.ts";
import type { FromWorker } from "../messages.ts";
import type { RecordingDesk } from "../recording-desk.ts";
import type { Holder } from "./create-holder.ts";
import type { Looker } from "./create-looker.ts";
import type { RunLoader } from "./create-run-loader.ts";
import type { SessionContext } from "./session-context.ts";

interface MessageParts {
  readonly holder: Holder;
  readonly desk: RecordingDesk;
  readonly run: RunLoader;
  readonly looker: Looker;
  readonly trace: HopTrace;
}

/** What the worker's messages mean to the session. */
export function createMessageTaker(
  session: SessionContext,
  { holder, desk, run, looker, trace }: MessageParts,
): (message: FromWorker) => void {
  const { set, advance } = session;

  return (message) => {
    switch (message.type) {
      case "ready":
        return run.load();
      case "loaded":
        return run.loaded(message);
      case "batch":
        trace.add(message.episode, message.batch);
        return desk.append(message.episode, message.batch);
      case "ended":
        if (message.episode === desk.number) advance({ type: "ended" });
        return;
      case "finished":
        return desk.finished(message.episode, message.outcome);
      case "looked":
        return looker.looked(message);
      case "changed-hands":
        return holder.changed();
      case "input-stale":
        return advance({ type: "interrupt", why: "The page stood still, so the input was out of date." });
      case "stood-still": {
        const why = `The computer slept or the page stood still for ${Math.round(message.seconds)} s.`;
        return advance({ type: "interrupt", why });
      }
      case "branched":
        trace.begin(message.episode, message.step);
        if (desk.branched(message.episode)) advance({ type: "branched" });
        return;
      case "not-branched":
        desk.notBranched(message.episode);
        set({ problem: message.failure });
        return advance({ type: "not-branched" });
      case "fault":
        set({ worker: "faulted", fault: message.failure });
        run.lost(message.failure);
        desk.interrupt();
        return advance({ type: "lost", failure: message.failure });
      case "frame":
        return;
      default:
        return assertNever(message);
    }
  };
}
