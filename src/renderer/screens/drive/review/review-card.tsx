import { Text, Title, VisuallyHidden } from "@mantine/core";
import { IconBulb } from "@tabler/icons-react";
import { useEffect, useId, useState } from "react";
import type { JSX } from "react";
import type { DriveLevel } from "../../../../shared/control/levels.ts";
import { formatPlural } from "../../../components/format.ts";
import { describeCause } from "../../../drive/create-replay-session.ts";
import type { DriveState, Review } from "../../../drive/drive-state.ts";
import { describeFall } from "../../../drive/fall.ts";
import type { TracedState } from "../../../drive/hop-trace.ts";
import type { EpisodeOutcome } from "../../../drive/messages.ts";
import type { Marks } from "../../../drive/recording-desk.ts";
import type { Command } from "../../../input/bindings.ts";
import hud from "../hud.module.css";
import { MarkControl } from "../mark-control.tsx";
import type { Target } from "../target/target.ts";
import type { ShownFall } from "../use-fall-replay.ts";
import { advise } from "./advise.ts";
import { barFigures } from "./bar-figures.ts";
import { Choices } from "./choices.tsx";
import { FallNote } from "./fall-note.tsx";
import { FigureBars } from "./figure-bars.tsx";
import { Merits, newBest } from "./merits.tsx";
import classes from "./review-card.module.css";
import { useCardRoom } from "./use-card-room.ts";
import { useCoaching } from "./use-coaching.ts";

interface ReviewCardProps {
  readonly review: Review;
  readonly state: Pick<DriveState, "device" | "marks" | "takeover">;
  readonly level: DriveLevel;
  readonly target: Target;
  readonly fall: ShownFall;
  /** the state that the episode ended in, where it is known */
  readonly end: TracedState | null;
  /** takes how much of the scene's right the card covers, CSS pixels; must be stable */
  readonly onRoom: (width: number) => void;
  readonly onCommand: (command: Command) => void;
  readonly onMark: (marks: Marks) => void;
}

const age = (seconds: number | null): string => (seconds === null ? "–" : `${(seconds * 1000).toFixed(0)} ms`);

/** How well the loop kept its time. */
function Health({ outcome: { health } }: { readonly outcome: EpisodeOutcome }): JSX.Element {
  return (
    <Text size="xs" className={classes.dim} data-testid="review-health">
      {health.rateHeld.toFixed(1)} of {health.rateAsked.toFixed(1)} Hz, {formatPlural(health.missedTicks, "tick")}{" "}
      missed, input {age(health.inputAgeP50)} (99 %: {age(health.inputAgeP99)})
    </Text>
  );
}

/** An episode just saved, beside the scene: how it ended, one piece of advice, what it came to, and what to do with it. */
export function ReviewCard(props: ReviewCardProps): JSX.Element {
  const { review, state, target, fall, end, onRoom, onCommand, onMark } = props;
  const { outcome, rewindable } = review;
  // Another level may be chosen while the card is open.
  const [level] = useState(props.level);
  const card = useCardRoom(onRoom);
  const head = useId();
  const remote = useCoaching(review.dataset, review.episode);
  const coaching = remote.status === "ready" ? remote.value : null;
  const advice = advise({ outcome, coaching, level, rewindable, takeover: state.takeover });
  const cause = outcome.cause === "operator" ? "You stopped it." : describeCause(outcome.cause);
  const fallText = describeFall(outcome.cause, end);
  const spoken = useSpoken(remote.status === "loading" ? "" : [cause, fallText, advice.text].filter(Boolean).join(" "));
  return (
    <section
      ref={card}
      className={`${hud.panel} ${classes.card}`}
      aria-label="Episode saved"
      data-testid="review-card"
      data-first={advice.first}
      data-replay={fall.phase}
    >
      <div className={classes.head} id={head}>
        <div className={classes.title}>
          <Title order={2}>{cause}</Title>
          <span className={classes.name} title={`Saved as “${review.name}”`}>
            {review.name}
          </span>
        </div>
        {fallText !== null && <FallNote text={fallText} fall={fall} />}
        <p className={classes.advice} data-testid="advice">
          <IconBulb size={18} />
          {advice.text}
        </p>
        <Merits best={newBest(outcome, coaching)} level={level} target={target} />
      </div>
      <div className={classes.body}>
        <FigureBars figures={barFigures(outcome, coaching)} />
        {remote.status === "failed" && (
          <Text size="xs" className={classes.dim} role="alert">
            It cannot be compared with the others: {remote.failure.message}. {remote.failure.remedy}
          </Text>
        )}
        <MarkControl marks={state.marks} onMark={onMark} />
        <Health outcome={outcome} />
      </div>
      <Choices
        className={classes.foot ?? ""}
        first={advice.first}
        rewindable={rewindable}
        device={state.device}
        describedBy={head}
        onCommand={onCommand}
      />
      <VisuallyHidden role="status" aria-live="polite" data-testid="review-announcer">
        {spoken}
      </VisuallyHidden>
    </section>
  );
}

/** A live region says what changes in it, not what it is born with. */
function useSpoken(text: string): string {
  const [spoken, setSpoken] = useState("");
  useEffect(() => setSpoken(text), [text]);
  return spoken;
}
