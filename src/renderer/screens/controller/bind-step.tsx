import { Button, Group, Text, UnstyledButton } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import type { JSX } from "react";
import type { PadProfile } from "../../../shared/control/pad-profile.ts";
import { describeBinding, sharedTargets } from "./bind-targets.ts";
import type { BindTarget } from "./bind-targets.ts";
import classes from "./controller.module.css";

interface BindStepProps {
  readonly targets: readonly BindTarget[];
  /** asked now; null: nothing is */
  readonly asking: number | null;
  /** targets answered since the step began */
  readonly answered: ReadonlySet<number>;
  readonly profile: PadProfile;
  readonly standard: boolean;
  readonly onAsk: (target: number | null, all: boolean) => void;
  readonly onSkip: () => void;
}

/** Press-to-bind: one thing after the other is asked for, and what moves is what stands for it. */
export function BindStep({ targets, asking, answered, profile, standard, onAsk, onSkip }: BindStepProps): JSX.Element {
  const shared = sharedTargets(profile, targets);
  const target = asking === null ? undefined : targets[asking];
  return (
    <>
      {target === undefined ? (
        <>
          <Text size="sm" mb="md">
            {standard
              ? "The browser knows this pad, so there is nothing to do here, unless you want something elsewhere."
              : "Pogo asks for one stick or button after the other, and takes what you move."}
          </Text>
          <Group gap="sm" mb="md">
            <Button
              variant={standard ? "default" : "filled"}
              data-next={standard ? undefined : true}
              onClick={() => onAsk(0, true)}
            >
              Ask for everything
            </Button>
            <Text size="sm" c="dimmed">
              or choose one below.
            </Text>
          </Group>
        </>
      ) : (
        <div className={classes.ask} role="status">
          <Text size="xs" c="dimmed">
            {(asking ?? 0) + 1} of {targets.length}: {target.name}
          </Text>
          <Text fw={650} size="lg" my={4}>
            {target.ask}
          </Text>
          <Group gap="xs">
            <Button size="xs" variant="default" onClick={onSkip}>
              Skip: keep {describeBinding(profile, target)} (S)
            </Button>
            <Button size="xs" variant="subtle" onClick={() => onAsk(null, false)}>
              Stop asking (Esc)
            </Button>
          </Group>
        </div>
      )}
      <ul className={classes.targets} aria-label="What Pogo listens to">
        {targets.map((one, index) => (
          <li key={`${one.kind}-${one.index}`}>
            <UnstyledButton
              className={classes.target}
              aria-current={index === asking ? "step" : undefined}
              onClick={() => onAsk(index, false)}
            >
              <span>
                {one.glyph !== "" && <kbd>{one.glyph}</kbd>} {one.name}
              </span>
              <small data-shared={shared.has(index)}>
                {answered.has(index) && <IconCheck size={13} aria-label="Found" />} {describeBinding(profile, one)}
                {shared.has(index) && " (twice)"}
              </small>
            </UnstyledButton>
          </li>
        ))}
      </ul>
    </>
  );
}
