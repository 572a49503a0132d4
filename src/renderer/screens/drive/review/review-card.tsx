import { Group, Text, Title } from "@mantine/core";
import { IconBulb, IconCheck, IconPlayerTrackPrevFilled, IconRotateClockwise, IconTrash } from "@tabler/icons-react";
import type { JSX } from "react";
import type { DriveLevel } from "../../../../shared/control/levels.ts";
import { describeCause } from "../../../drive/create-replay-session.ts";
import type { DriveState, Review } from "../../../drive/drive-state.ts";
import type { EpisodeOutcome } from "../../../drive/messages.ts";
import type { Marks } from "../../../drive/recording-desk.ts";
import type { Command } from "../../../input/bindings.ts";
import { CommandButton } from "../command-button.tsx";
import hud from "../hud.module.css";
import { MarkControl } from "../mark-control.tsx";
import { advise, firstChoice } from "./advise.ts";
import { barFigures } from "./bar-figures.ts";
import { FigureBars } from "./figure-bars.tsx";
import classes from "./review-card.module.css";
import { useCoaching } from "./use-coaching.ts";

interface ReviewCardProps {
  readonly review: Review;
  readonly state: Pick<DriveState, "device" | "marks" | "takeover">;
  readonly level: DriveLevel;
  readonly onCommand: (command: Command) => void;
  readonly onMark: (marks: Marks) => void;
}

const CHOICES = ["keep", "redo", "rewind", "discard"] as const;
const LABELS = {
  keep: { label: "Keep", Icon: IconCheck },
  redo: { label: "Redo", Icon: IconRotateClockwise },
  rewind: { label: "Rewind", Icon: IconPlayerTrackPrevFilled },
  discard: { label: "Discard", Icon: IconTrash },
} as const;

const age = (seconds: number | null): string => (seconds === null ? "–" : (seconds * 1000).toFixed(1));

/** How well the loop kept its time. */
function Health({ outcome: { steps, health } }: { readonly outcome: EpisodeOutcome }): JSX.Element {
  return (
    <Text size="xs" className={classes.dim} data-testid="review-health">
      {steps} steps at {health.rateHeld.toFixed(1)} of {health.rateAsked.toFixed(1)} Hz · {health.missedTicks} missed ·
      input age {age(health.inputAgeP50)} / {age(health.inputAgeP99)} ms
    </Text>
  );
}

/** An episode just saved: what it came to beside the others, one piece of advice, and what to do with it. */
export function ReviewCard({ review, state, level, onCommand, onMark }: ReviewCardProps): JSX.Element {
  const { outcome } = review;
  const remote = useCoaching(review.dataset, review.episode);
  const coaching = remote.status === "ready" ? remote.value : null;
  const common = { device: state.device, onCommand, size: "md" } as const;
  const first = firstChoice(outcome);
  const choices = [first, ...CHOICES.filter((choice) => choice !== first)];
  const isOffered = (choice: (typeof CHOICES)[number]): boolean => choice !== "rewind" || review.rewindable;
  return (
    <section className={`${hud.panel} ${classes.card}`} aria-label="Episode saved" data-testid="review-card">
      <div>
        <Title order={2}>{describeCause(outcome.cause)}</Title>
        <Text size="sm" className={classes.dim}>
          Saved as “{review.name}”
        </Text>
      </div>
      <p className={classes.advice} data-testid="advice">
        <IconBulb size={18} />
        {advise({ outcome, coaching, level, byPolicy: state.takeover !== null })}
      </p>
      <FigureBars figures={barFigures(outcome, coaching)} />
      {remote.status === "failed" && (
        <Text size="xs" className={classes.dim} role="alert">
          It cannot be compared with the others: {remote.failure.message}. {remote.failure.remedy}
        </Text>
      )}
      <div className={classes.foot}>
        <MarkControl marks={state.marks} onMark={onMark} />
        <Health outcome={outcome} />
      </div>
      <Group gap="xs">
        {choices.filter(isOffered).map((choice) => {
          const { label, Icon } = LABELS[choice];
          return (
            <CommandButton
              key={choice}
              {...common}
              command={choice}
              variant={choice === first ? "filled" : "default"}
              icon={<Icon size={16} />}
            >
              {label}
            </CommandButton>
          );
        })}
      </Group>
    </section>
  );
}
