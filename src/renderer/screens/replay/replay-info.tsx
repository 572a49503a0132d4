import { VisuallyHidden } from "@mantine/core";
import type { JSX } from "react";
import { STEP_SECONDS } from "../../../shared/base/specs.ts";
import { formatReturn } from "../../components/format.ts";
import type { ReplaySession } from "../../drive/create-replay-session.ts";
import { FRAME } from "../../drive/records.ts";
import type { ReplayState, ReplaySubject } from "../../drive/replay-state.ts";
import hud from "../drive/hud.module.css";
import { useFrame } from "../drive/hud/use-frame.ts";
import classes from "./replay.module.css";

const SOURCES = {
  human: "Driven by a person",
  scripted: "Driven by the scripted expert",
  policy: "Driven by a policy",
  imported: "Imported",
} as const;

function titleOf(subject: ReplaySubject | null): { readonly title: string; readonly kind: string } {
  switch (subject?.kind) {
    case "policy":
      return {
        title: subject.meta.name,
        kind: `Policy · ${subject.meta.algorithm.toUpperCase()} · ${[subject.meta.architecture.inputs, ...subject.meta.architecture.hidden, subject.meta.architecture.outputs].join("–")}`,
      };
    case "episode":
      return { title: `Episode ${subject.meta.id.slice(-6)}`, kind: SOURCES[subject.meta.source] };
    case "scripted":
      return { title: "Scripted expert", kind: "Controller with seeded commands" };
    default:
      return { title: "Loading…", kind: "" };
  }
}

/** What is watched, how it goes so far, and how truthfully it is shown. */
export function ReplayInfo({
  session,
  state,
}: {
  readonly session: ReplaySession;
  readonly state: ReplayState;
}): JSX.Element {
  const frame = useFrame(session.readFrame, 10);
  const { title, kind } = titleOf(state.subject);
  return (
    <div>
      <div className={`${hud.panel} ${classes.info}`}>
        <h1 className={classes.title}>
          <VisuallyHidden>Replay: </VisuallyHidden>
          {title} <span className={classes.kind}>{kind}</span>
        </h1>
        <p className={classes.facts}>
          <span data-testid="live-return">
            Return <b>{formatReturn(frame[FRAME.return] ?? 0)}</b>
          </span>
          <span>
            Step <b data-testid="live-step">{frame[FRAME.steps] ?? 0}</b>
          </span>
          <span>
            Time <b>{((frame[FRAME.steps] ?? 0) * STEP_SECONDS).toFixed(1)} s</b>
          </span>
          <span>
            Distance <b>{(frame[FRAME.x] ?? 0).toFixed(1)} m</b>
          </span>
          {state.subject?.kind === "policy" && state.subject.meta.evaluation !== null && (
            <span>
              Evaluated{" "}
              <b>
                {formatReturn(state.subject.meta.evaluation.mean)} ± {formatReturn(state.subject.meta.evaluation.std)}
              </b>
            </span>
          )}
          {state.subject?.kind === "episode" && (
            <span>
              Recorded return <b>{formatReturn(state.subject.meta.return)}</b>
            </span>
          )}
          {state.subject !== null && state.subject.kind !== "episode" && (
            <span>
              Seed <b data-testid="seed">{state.seed}</b>
            </span>
          )}
        </p>
      </div>
      {state.why !== null && (
        <p className={`${hud.panel} ${classes.manner}`} data-testid="shown-as-states">
          Shown as recorded states. {state.why}
        </p>
      )}
    </div>
  );
}
