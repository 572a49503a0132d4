import { Badge, Button, Group, Text, Title, Tooltip } from "@mantine/core";
import { IconPlayerPlay } from "@tabler/icons-react";
import { useMemo } from "react";
import type { JSX } from "react";
import { OBSERVATION, OBSERVATION_SIZE, STEP_SECONDS } from "../../../../shared/base/specs.ts";
import type { EpisodeTrace } from "../../../../shared/dataset/dataset-statistics.ts";
import type { Episode, EpisodeSummary } from "../../../../shared/dataset/episode.ts";
import { FailureNote } from "../../../components/failure-note.tsx";
import { formatSeconds, formatWhenFull } from "../../../components/format.ts";
import { useTraces } from "../../../state/app-state-context.tsx";
import type { EpisodeActions } from "../episode-actions.ts";
import { healthBadges } from "../episode-labels.ts";
import classes from "./episode-detail.module.css";
import { EpisodeFiguresList } from "./episode-figures.tsx";
import { EpisodeHealth } from "./episode-health.tsx";
import { EpisodeProvenance } from "./episode-provenance.tsx";
import { LabelEditor } from "./label-editor.tsx";
import { Section } from "./section.tsx";
import { TrimEditor } from "./trim-editor.tsx";
import type { TimelineTrace } from "./trim-timeline.tsx";
import { useEpisode } from "./use-episode.ts";

interface EpisodeDetailProps {
  readonly dataset: string;
  readonly episode: EpisodeSummary;
  /** the dataset's */
  readonly episodes: readonly EpisodeSummary[];
  readonly actions: EpisodeActions;
  /** shows another episode of the dataset */
  readonly onShow: (episode: string) => void;
}

/** The episode under the cursor: its course with the trim, what was said of it, its figures, health and origin. */
export function EpisodeDetail(props: EpisodeDetailProps): JSX.Element {
  const { dataset, episode, episodes, actions } = props;
  const loaded = useEpisode(dataset, episode.id);
  const trace = useTraces((state) => state.byEpisode.get(episode.id));
  const whole = loaded.status === "ready" ? loaded.value : null;
  const traces = useMemo(() => (whole === null ? roughTraces(trace) : exactTraces(whole)), [whole, trace]);
  return (
    <section className={classes.detail} aria-label={`Details of ${episode.name}`}>
      <header className={classes.head}>
        <div className={classes.titles}>
          <Title order={2} className={classes.title} title={episode.name}>
            {episode.name}
          </Title>
          <Text size="xs" c="dimmed" truncate title={formatWhenFull(episode.createdAt)}>
            {formatSeconds(episode.steps * STEP_SECONDS)} · {formatWhenFull(episode.createdAt)}
          </Text>
        </div>
        <Button size="xs" leftSection={<IconPlayerPlay size={14} />} onClick={() => actions.watch(episode)}>
          Watch
        </Button>
      </header>
      <Badges episode={episode} />
      {loaded.status === "failed" && <FailureNote failure={loaded.failure} />}
      {episode.steps > 0 && <TrimEditor key={episode.id} episode={episode} traces={traces} actions={actions} />}
      <Section title="Labels">
        <LabelEditor key={episode.id} targets={[episode]} episodes={episodes} actions={actions} />
      </Section>
      <EpisodeFiguresList episode={episode} loaded={whole} />
      <EpisodeHealth episode={episode} />
      <EpisodeProvenance episode={episode} episodes={episodes} onShow={props.onShow} />
    </section>
  );
}

function Badges({ episode }: { readonly episode: EpisodeSummary }): JSX.Element | null {
  const badges = healthBadges(episode);
  return badges.length === 0 ? null : (
    <Group gap={6}>
      {badges.map((badge) => (
        <Tooltip key={badge.label} label={badge.doc} multiline maw={260}>
          <Badge color={badge.color} size="sm" tabIndex={0}>
            {badge.label}
          </Badge>
        </Tooltip>
      ))}
    </Group>
  );
}

const HEIGHT = { label: "Height", unit: "m", color: "var(--pogo-accent-text)" } as const;
const SPEED = { label: "Speed", unit: "m/s", color: "var(--pogo-second)" } as const;

/** The table's traces, until the episode itself has come. */
function roughTraces(trace: EpisodeTrace | undefined): readonly TimelineTrace[] {
  const none = new Float32Array(0);
  return [
    { ...HEIGHT, values: trace?.height ?? none },
    { ...SPEED, values: trace?.speed ?? none },
  ];
}

function exactTraces(episode: Episode): readonly TimelineTrace[] {
  return [
    { ...HEIGHT, values: dimension(episode, "z") },
    { ...SPEED, values: dimension(episode, "vx") },
  ];
}

function dimension(episode: Episode, name: (typeof OBSERVATION)[number]["name"]): Float64Array {
  const observations = episode.columns.observation ?? new Float64Array(0);
  const index = OBSERVATION.findIndex((known) => known.name === name);
  return Float64Array.from(
    { length: Math.floor(observations.length / OBSERVATION_SIZE) },
    (_, row) => observations[row * OBSERVATION_SIZE + index] ?? 0,
  );
}
