import { Group, Text, Title } from "@mantine/core";
import { IconCheck, IconRotateClockwise, IconTrash } from "@tabler/icons-react";
import type { JSX } from "react";
import { STEP_SECONDS } from "../../../shared/base/specs.ts";
import { formatReturn, formatSeconds } from "../../components/format.ts";
import { Stat, Stats } from "../../components/stat.tsx";
import { describeCause } from "../../drive/create-replay-session.ts";
import type { Review } from "../../drive/drive-state.ts";
import type { Command } from "../../input/bindings.ts";
import type { InputDevice } from "../../input/input-source.ts";
import { CommandButton } from "./command-button.tsx";
import hud from "./hud.module.css";
import classes from "./review-card.module.css";

interface ReviewCardProps {
  readonly review: Review;
  readonly device: InputDevice;
  readonly onCommand: (command: Command) => void;
}

const age = (seconds: number | null): string => (seconds === null ? "–" : (seconds * 1000).toFixed(1));

/** An episode just saved: what it came to, how well the loop kept its time, and what to do with it. */
export function ReviewCard({ review, device, onCommand }: ReviewCardProps): JSX.Element {
  const { outcome } = review;
  const { health } = outcome;
  const seconds = outcome.steps * STEP_SECONDS;
  const fell = outcome.cause === "height" || outcome.cause === "pitch" || outcome.cause === "state";
  return (
    <section className={`${hud.panel} ${classes.card}`} aria-label="Episode saved" data-testid="review-card">
      <div>
        <Title order={2}>{describeCause(outcome.cause)}</Title>
        <Text size="sm" className={classes.dim}>
          Saved as “{review.name}”{fell ? ". Falls teach, too: keep what you meant to do." : "."}
        </Text>
      </div>
      <div className={classes.stats}>
        <Stats>
          <Stat label="Return" value={formatReturn(outcome.return)} />
          <Stat label="Distance" value={outcome.distance.toFixed(2)} unit="m" />
          <Stat label="Time" value={formatSeconds(seconds)} />
          <Stat label="Mean speed" value={seconds === 0 ? "–" : (outcome.distance / seconds).toFixed(2)} unit="m/s" />
        </Stats>
      </div>
      <Text size="xs" className={classes.dim} data-testid="review-health">
        {outcome.steps} steps at {health.rateHeld.toFixed(1)} of {health.rateAsked.toFixed(1)} Hz · {health.missedTicks}{" "}
        missed · input age {age(health.inputAgeP50)} / {age(health.inputAgeP99)} ms
      </Text>
      <Group gap="xs" justify="center">
        <CommandButton command="keep" device={device} onCommand={onCommand} size="md" icon={<IconCheck size={16} />}>
          Keep
        </CommandButton>
        <CommandButton
          command="redo"
          device={device}
          onCommand={onCommand}
          size="md"
          variant="default"
          icon={<IconRotateClockwise size={16} />}
        >
          Redo
        </CommandButton>
        <CommandButton
          command="discard"
          device={device}
          onCommand={onCommand}
          size="md"
          variant="default"
          icon={<IconTrash size={16} />}
        >
          Discard
        </CommandButton>
      </Group>
    </section>
  );
}
