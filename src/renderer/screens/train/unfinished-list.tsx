import { Button, Group, Text } from "@mantine/core";
import { modals } from "@mantine/modals";
import { IconPlayerTrackNext, IconTrash } from "@tabler/icons-react";
import { useEffect } from "react";
import type { JSX } from "react";
import type { UnfinishedTraining } from "../../../shared/ipc/jobs.ts";
import { formatCount, formatLoss, formatSeconds } from "../../components/format.ts";
import { notifyFailure } from "../../components/notify-failure.ts";
import { useAppState, useJobs } from "../../state/app-state-context.tsx";
import { navigate } from "../../state/use-route.ts";
import classes from "./unfinished-list.module.css";

/** Trainings that were cancelled or killed, with a way to go on. */
export function UnfinishedList(): JSX.Element | null {
  const { jobs } = useAppState();
  const unfinished = useJobs((state) => state.unfinished);
  useEffect(() => void jobs.getState().refreshUnfinished(), [jobs]);
  if (unfinished.length === 0) return null;
  return (
    <section className={classes.list} aria-label="Unfinished trainings">
      {unfinished.map((one) => (
        <Row key={one.id} training={one} />
      ))}
    </section>
  );
}

function Row({ training }: { readonly training: UnfinishedTraining }): JSX.Element {
  const { jobs } = useAppState();
  const { id, name, problem } = training;
  const resume = async (): Promise<void> => {
    const result = await jobs.getState().resume(id);
    if (!result.ok) notifyFailure(result.failure);
    else navigate({ screen: "train", job: result.value.id, dataset: null });
  };
  const confirmDiscard = (): void => {
    modals.openConfirmModal({
      title: `Discard what “${name}” has learned?`,
      children: <Text size="sm">The file {training.path} is removed from disk. This cannot be undone.</Text>,
      labels: { confirm: "Discard", cancel: "Keep" },
      confirmProps: { color: "red" },
      onConfirm: async () => {
        const result = await jobs.getState().discard(id);
        if (!result.ok) notifyFailure(result.failure);
      },
    });
  };
  return (
    <div className={classes.row}>
      <div className={classes.words}>
        <Text size="sm" fw={550} truncate title={name}>
          {name}
        </Text>
        <Text size="xs" c="dimmed" truncate title={problem ?? undefined}>
          {problem ?? progressOf(training)}
        </Text>
      </div>
      <Group gap={6} wrap="nowrap">
        <Button
          size="compact-sm"
          variant="light"
          leftSection={<IconPlayerTrackNext size={14} />}
          disabled={training.epochs === 0}
          aria-label={`Go on with ${name}`}
          onClick={() => void resume()}
        >
          Go on
        </Button>
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          leftSection={<IconTrash size={14} />}
          aria-label={`Discard ${name}`}
          onClick={confirmDiscard}
        >
          Discard
        </Button>
      </Group>
    </div>
  );
}

function progressOf({ seed, epoch, epochs, steps, seconds, loss }: UnfinishedTraining): string {
  const parts = [`Stopped in epoch ${formatCount(epoch)} of ${formatCount(epochs)}`, `${formatCount(steps)} steps`];
  if (loss !== null) parts.push(`loss ${formatLoss(loss)}`);
  parts.push(`${formatSeconds(seconds)} of training kept`, `seed ${seed}`);
  return parts.join(" · ");
}
