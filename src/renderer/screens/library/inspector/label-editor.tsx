import { Button, Group, Rating, SegmentedControl, TagsInput } from "@mantine/core";
import { IconStar, IconStarFilled } from "@tabler/icons-react";
import { useMemo } from "react";
import type { JSX, ReactNode } from "react";
import type { Edit } from "../../../../shared/dataset/curation.ts";
import type { EpisodeSummary } from "../../../../shared/dataset/episode.ts";
import type { EpisodeActions } from "../episode-actions.ts";
import { CommitInput } from "./commit-input.tsx";
import { CommitNote } from "./commit-note.tsx";
import classes from "./label-editor.module.css";
import { MIXED, commonOf, tagEdits, tagsOf, wordsUsed } from "./label-edits.ts";

interface LabelEditorProps {
  /** the ones to label: one, or all selected */
  readonly targets: readonly EpisodeSummary[];
  /** the dataset's, for completion */
  readonly episodes: readonly EpisodeSummary[];
  readonly actions: EpisodeActions;
}

const MANY = "Differs";

/** What people say about episodes. For several at once it shows what they share; each change goes to all, as one step. */
export function LabelEditor({ targets, episodes, actions }: LabelEditorProps): JSX.Element {
  const edit = (make: (episode: string) => Edit): void => void actions.edit(targets.map(({ id }) => make(id)));
  const success = commonOf(targets, ({ curation }) => curation.success);
  const rating = commonOf(targets, ({ curation }) => curation.rating);
  const verdict = commonOf(targets, ({ curation }) => curation.verdict);
  const split = commonOf(targets, ({ curation }) => curation.split ?? "");
  const operator = commonOf(targets, (episode) => episode.curation.operator ?? episode.operator ?? "");
  const recorded = commonOf(targets, (episode) => episode.operator ?? "");
  const note = commonOf(targets, ({ curation }) => curation.note);
  const words = useMemo(
    () => ({
      tags: wordsUsed(episodes, ({ curation }) => curation.tags),
      splits: [...new Set(["train", "validation", ...wordsUsed(episodes, ({ curation }) => [curation.split])])],
      operators: wordsUsed(episodes, (episode) => [episode.curation.operator, episode.operator]),
    }),
    [episodes],
  );
  return (
    <div className={classes.labels}>
      <Line label="Outcome">
        <SegmentedControl
          size="xs"
          fullWidth
          aria-label="Outcome"
          value={success === MIXED ? "mixed" : success === null ? "none" : success ? "yes" : "no"}
          data={[
            { value: "yes", label: "Success" },
            { value: "no", label: "Failure" },
            { value: "none", label: "Not said" },
          ]}
          onChange={(value) =>
            edit((episode) => ({ op: "label", episode, success: value === "none" ? null : value === "yes" }))
          }
        />
      </Line>
      <Line label="Quality">
        <Group gap="xs">
          <Rating
            role="radiogroup"
            aria-label="Quality"
            size="sm"
            allowClear
            emptySymbol={<IconStar size={20} className={classes.empty} />}
            fullSymbol={<IconStarFilled size={20} className={classes.full} />}
            value={rating === MIXED ? 0 : (rating ?? 0)}
            getSymbolLabel={(value) => (value === 0 ? "Not rated" : `${value} of 5`)}
            onChange={(value) => edit((episode) => ({ op: "rate", episode, rating: value === 0 ? null : value }))}
          />
          {rating === MIXED && <span className={classes.mixed}>{MANY}</span>}
        </Group>
      </Line>
      <Line label="Verdict">
        <SegmentedControl
          size="xs"
          fullWidth
          aria-label="Verdict"
          value={verdict === MIXED ? "mixed" : (verdict ?? "restore")}
          data={[
            { value: "keep", label: "Keep" },
            { value: "drop", label: "Drop" },
            { value: "restore", label: "None" },
          ]}
          onChange={(value) => edit((episode) => ({ op: verdictOf(value), episode }))}
        />
      </Line>
      <Tags targets={targets} known={words.tags} actions={actions} />
      <Line label="Split">
        <CommitInput
          label="Split"
          placeholder={split === MIXED ? MANY : "None"}
          maxLength={50}
          value={split === MIXED ? "" : split}
          options={words.splits}
          onCommit={(value) => edit((episode) => ({ op: "split", episode, split: value === "" ? null : value }))}
        />
      </Line>
      <Line label="Operator">
        <CommitInput
          label="Operator"
          placeholder={operator === MIXED ? MANY : "Not noted"}
          maxLength={200}
          value={operator === MIXED ? "" : operator}
          options={words.operators}
          onCommit={(value) =>
            edit((episode) => ({
              op: "operator",
              episode,
              operator: value === "" || value === recorded ? null : value,
            }))
          }
        />
      </Line>
      <Line label="Note">
        <CommitNote
          placeholder={note === MIXED ? MANY : "What is worth knowing"}
          value={note === MIXED ? "" : note}
          onCommit={(value) => edit((episode) => ({ op: "note", episode, note: value }))}
        />
      </Line>
    </div>
  );
}

function Tags({
  targets,
  known,
  actions,
}: {
  readonly targets: readonly EpisodeSummary[];
  readonly known: readonly string[];
  readonly actions: EpisodeActions;
}): JSX.Element {
  const { all, some } = tagsOf(targets);
  const change = (after: readonly string[]): void => void actions.edit(tagEdits(targets, all, after));
  return (
    <Line label="Tags">
      <TagsInput
        size="xs"
        aria-label="Tags"
        placeholder={all.length === 0 ? "Type and press Enter" : ""}
        maxLength={50}
        data={[...known]}
        value={[...all]}
        onChange={change}
        comboboxProps={{ shadow: "md" }}
      />
      {some.length > 0 && (
        <Group gap={4} mt={4}>
          <span className={classes.mixed}>On some:</span>
          {some.map(({ tag, count }) => (
            <Button
              key={tag}
              size="compact-xs"
              variant="default"
              title={`Put “${tag}” on all`}
              onClick={() => change([...all, tag])}
            >
              {tag} ({count})
            </Button>
          ))}
        </Group>
      )}
    </Line>
  );
}

function Line({ label, children }: { readonly label: string; readonly children: ReactNode }): JSX.Element {
  return (
    <div className={classes.line}>
      <span className={classes.label} aria-hidden="true">
        {label}
      </span>
      <div className={classes.control}>{children}</div>
    </div>
  );
}

function verdictOf(value: string): "keep" | "drop" | "restore" {
  return value === "keep" || value === "drop" ? value : "restore";
}
