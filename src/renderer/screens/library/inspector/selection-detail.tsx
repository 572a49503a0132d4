import { Button, Group, Text, Title } from "@mantine/core";
import { IconArrowBackUp, IconTrash } from "@tabler/icons-react";
import type { JSX } from "react";
import { STEP_SECONDS } from "../../../../shared/base/specs.ts";
import type { EpisodeSummary } from "../../../../shared/dataset/episode.ts";
import { formatCount, formatPlural, formatReturn, formatSeconds } from "../../../components/format.ts";
import type { EpisodeActions } from "../episode-actions.ts";
import { totalsOf } from "../episode-view.ts";
import classes from "./episode-detail.module.css";
import { LabelEditor } from "./label-editor.tsx";
import { Facts, Section } from "./section.tsx";

interface SelectionDetailProps {
  /** two or more */
  readonly selected: readonly EpisodeSummary[];
  readonly episodes: readonly EpisodeSummary[];
  readonly actions: EpisodeActions;
  readonly onDrop: (episodes: readonly EpisodeSummary[]) => void;
  readonly onSplit: () => void;
  readonly onClear: () => void;
}

/** Several episodes: their totals, and labels that go to all of them. */
export function SelectionDetail(props: SelectionDetailProps): JSX.Element {
  const { selected, episodes, actions } = props;
  const totals = totalsOf(selected);
  const droppable = selected.filter(({ dropped }) => !dropped);
  const restorable = selected.filter(({ dropped }) => dropped);
  return (
    <section className={classes.detail} aria-label="Selected episodes">
      <header className={classes.head}>
        <div className={classes.titles}>
          <Title order={2}>{formatPlural(selected.length, "episode")} selected</Title>
          <Text size="xs" c="dimmed">
            Each change goes to all of them, and is undone as one.
          </Text>
        </div>
        <Button size="xs" variant="default" onClick={props.onClear}>
          Clear
        </Button>
      </header>
      <Group gap="xs">
        {droppable.length > 0 && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconTrash size={14} />}
            onClick={() => props.onDrop(droppable)}
          >
            Drop {formatCount(droppable.length)}
          </Button>
        )}
        {restorable.length > 0 && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconArrowBackUp size={14} />}
            onClick={() => actions.setDropped(restorable, false)}
          >
            Restore {formatCount(restorable.length)}
          </Button>
        )}
        <Button size="xs" variant="default" onClick={props.onSplit}>
          Split by seed…
        </Button>
      </Group>
      <Section title="Labels">
        <LabelEditor
          key={`${selected.length} ${selected[0]?.id ?? ""} ${selected.at(-1)?.id ?? ""}`}
          targets={selected}
          episodes={episodes}
          actions={actions}
        />
      </Section>
      <Section title="Together">
        <Facts
          facts={[
            { name: "Steps", value: formatCount(totals.steps) },
            { name: "Simulated", value: formatSeconds(totals.steps * STEP_SECONDS) },
            { name: "Mean return", value: totals.meanReturn === null ? "–" : formatReturn(totals.meanReturn) },
          ]}
        />
      </Section>
    </section>
  );
}
