import { Button, Group, NumberInput } from "@mantine/core";
import { useState } from "react";
import type { JSX } from "react";
import { STEP_SECONDS } from "../../../../shared/base/specs.ts";
import type { EpisodeSummary } from "../../../../shared/dataset/episode.ts";
import { effectiveTrim } from "../../../../shared/dataset/trim-episode.ts";
import { formatCount } from "../../../components/format.ts";
import type { EpisodeActions } from "../episode-actions.ts";
import classes from "./trim-editor.module.css";
import { moveEnd, rangeOf, timeOf, trimOf } from "./trim-range.ts";
import type { TrimEnd, TrimRange } from "./trim-range.ts";
import { TrimTimeline } from "./trim-timeline.tsx";
import type { TimelineTrace } from "./trim-timeline.tsx";

interface TrimEditorProps {
  readonly episode: EpisodeSummary;
  readonly traces: readonly TimelineTrace[];
  readonly actions: EpisodeActions;
}

/** What is kept of an episode, by handles or by numbers. A move counts, as one step, once it comes to rest. */
export function TrimEditor({ episode, traces, actions }: TrimEditorProps): JSX.Element {
  const { id, steps } = episode;
  const trim = effectiveTrim(episode.curation.trim, steps);
  const stored = rangeOf(trim, steps);
  // null: as stored; a saved one stays on screen until the host has answered
  const [draft, setDraft] = useState<{ readonly range: TrimRange; readonly saving: boolean } | null>(null);
  const range = draft?.range ?? stored;

  const change = (next: TrimRange): void => setDraft({ range: next, saving: false });
  const save = async (wanted: TrimRange): Promise<void> => {
    const same = wanted.from === stored.from && wanted.last === stored.last;
    setDraft(same ? null : { range: wanted, saving: true });
    if (same) return;
    await actions.edit([{ op: "trim", episode: id, trim: trimOf(wanted, steps) }]);
    setDraft((now) => (now?.saving === true ? null : now));
  };
  const commit = (): void => {
    if (draft?.saving === false) void save(draft.range);
  };
  const cut = range.from > 0 || range.last < steps - 1;
  const kept = range.last - range.from + 1;
  return (
    <div className={classes.editor}>
      <TrimTimeline
        steps={steps}
        traces={traces}
        range={range}
        onChange={change}
        onCommit={commit}
        onCancel={() => setDraft(null)}
      />
      <Group gap={6} wrap="nowrap">
        <StepInput end="from" range={range} steps={steps} onSave={(next) => void save(next)} />
        <span className={classes.dash}>–</span>
        <StepInput end="last" range={range} steps={steps} onSave={(next) => void save(next)} />
        <output className={classes.kept} aria-label="Kept">
          {formatCount(kept)} steps
          <br />
          {(kept * STEP_SECONDS).toFixed(3)} s
        </output>
        <Button
          size="compact-xs"
          variant="default"
          disabled={!cut}
          onClick={() => void save({ from: 0, last: steps - 1 })}
          aria-label="Reset the trim"
        >
          Reset
        </Button>
      </Group>
    </div>
  );
}

interface StepInputProps {
  readonly end: TrimEnd;
  readonly range: TrimRange;
  readonly steps: number;
  readonly onSave: (range: TrimRange) => void;
}

function StepInput({ end, range, steps, onSave }: StepInputProps): JSX.Element {
  // null: as it stands; what is being typed may not be a step yet
  const [typed, setTyped] = useState<string | number | null>(null);
  const commit = (): void => {
    setTyped(null);
    if (typeof typed === "number") onSave(moveEnd(range, end, typed, steps));
  };
  return (
    <NumberInput
      size="xs"
      w={62}
      aria-label={end === "from" ? "First step" : "Last step"}
      title={timeOf(range[end])}
      min={0}
      max={steps - 1}
      allowDecimal={false}
      hideControls
      value={typed ?? range[end]}
      onChange={setTyped}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === "Enter") commit();
        if (event.key === "Escape") setTyped(null);
      }}
    />
  );
}
