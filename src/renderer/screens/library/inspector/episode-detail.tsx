import { Button, Skeleton, Text, Title } from "@mantine/core";
import { IconPlayerPlay } from "@tabler/icons-react";
import type { JSX } from "react";
import { OBSERVATION, OBSERVATION_SIZE, STEP_SECONDS } from "../../../shared/base/specs.ts";
import type { Episode, EpisodeSummary } from "../../../shared/dataset/episode.ts";
import { FailureNote } from "../../components/failure-note.tsx";
import { formatReturn, formatSeconds } from "../../components/format.ts";
import { Trace } from "../../components/trace.tsx";
import type { EpisodeActions } from "./episode-actions.ts";
import classes from "./episode-detail.module.css";
import { useEpisode } from "./use-episode.ts";

interface EpisodeDetailProps {
  readonly dataset: string;
  readonly episode: EpisodeSummary;
  readonly actions: EpisodeActions;
}

/** The episode under the cursor: what is known of it and its height, speed and lean over time. */
export function EpisodeDetail({ dataset, episode, actions }: EpisodeDetailProps): JSX.Element {
  const loaded = useEpisode(dataset, episode.id);
  return (
    <section className={classes.detail} aria-label={`Details of ${episode.name}`}>
      <div className={classes.facts}>
        <Title order={2} className={classes.title}>
          {episode.name}
        </Title>
        <Text size="xs" c="dimmed" truncate title={episode.seed === null ? undefined : `seed ${episode.seed}`}>
          {formatSeconds(episode.steps * STEP_SECONDS)} · return {formatReturn(episode.return)}
          {episode.seed === null ? "" : ` · seed ${episode.seed}`}
        </Text>
        <Text size="xs" c="dimmed" truncate>
          {[episode.operator, episode.device].filter(Boolean).join(" · ") || "No operator or device noted"}
        </Text>
        <Text size="xs" c="dimmed" truncate>
          {healthText(episode)}
        </Text>
        <Button size="xs" mt="auto" leftSection={<IconPlayerPlay size={14} />} onClick={() => actions.watch(episode)}>
          Watch
        </Button>
      </div>
      {loaded.status === "ready" && <Traces episode={loaded.value} />}
      {loaded.status === "loading" && <Skeleton radius="md" h={112} className={classes.wide} />}
      {loaded.status === "failed" && (
        <div className={classes.wide}>
          <FailureNote failure={loaded.failure} />
        </div>
      )}
    </section>
  );
}

function Traces({ episode }: { readonly episode: Episode }): JSX.Element {
  return (
    <>
      <Trace label="Height" unit="m" values={dimension(episode, "z")} color="var(--pogo-accent-text)" />
      <Trace label="Forward speed" unit="m/s" values={dimension(episode, "vx")} color="var(--pogo-second)" />
      <Trace label="Lean" unit="rad" values={dimension(episode, "pitch")} color="var(--pogo-shell)" />
    </>
  );
}

function dimension(episode: Episode, name: (typeof OBSERVATION)[number]["name"]): Float64Array {
  const observations = episode.columns.observation ?? new Float64Array(0);
  const index = OBSERVATION.findIndex((known) => known.name === name);
  return Float64Array.from(
    { length: Math.floor(observations.length / OBSERVATION_SIZE) },
    (_, row) => observations[row * OBSERVATION_SIZE + index] ?? 0,
  );
}

function healthText(episode: EpisodeSummary): string {
  const { health } = episode;
  if (health === null) return "No tick timing: it was not driven live";
  const age = health.inputAgeP99 === null ? "" : ` · input age p99 ${(health.inputAgeP99 * 1000).toFixed(1)} ms`;
  return `${health.rateHeld.toFixed(1)} Hz held · ${health.missedTicks} missed${age}`;
}
