import { Button, Group, Modal, NumberInput, Select, Stack, Text } from "@mantine/core";
import { useState } from "react";
import type { JSX } from "react";
import type { EpisodeSummary } from "../../../shared/dataset/episode.ts";
import { splitEdits, splitEpisodes } from "../../../shared/dataset/split-episodes.ts";
import { formatCount, formatPlural } from "../../components/format.ts";
import type { EpisodeActions } from "./episode-actions.ts";

interface SplitDialogProps {
  /** the dataset's used episodes */
  readonly used: readonly EpisodeSummary[];
  /** those of them that the table shows, and that are selected */
  readonly shown: readonly EpisodeSummary[];
  readonly selected: readonly EpisodeSummary[];
  readonly actions: EpisodeActions;
  readonly onClose: () => void;
}

type Scope = "used" | "unsplit" | "shown" | "selected";

/** Draws whole episodes for validation by a seed; the rest is for training. */
export function SplitDialog({ used, shown, selected, actions, onClose }: SplitDialogProps): JSX.Element {
  const [scope, setScope] = useState<Scope>(selected.length > 1 ? "selected" : "used");
  const [percent, setPercent] = useState<string | number>(10);
  const [seed, setSeed] = useState<string | number>(1);
  const sets: Readonly<Record<Scope, readonly EpisodeSummary[]>> = {
    used,
    unsplit: used.filter(({ curation }) => curation.split === null),
    shown,
    selected,
  };
  const chosen = sets[scope];
  const valid = typeof percent === "number" && typeof seed === "number" && percent > 0 && percent < 100;
  const split = valid
    ? splitEpisodes(
        chosen.map(({ id }) => id),
        percent / 100,
        seed,
      )
    : null;
  const replaced = chosen.filter(({ curation }) => curation.split !== null).length;

  const apply = (): void => {
    if (split === null) return;
    const { train, validation } = split;
    void actions.edit(
      splitEdits(split),
      `Split ${formatPlural(chosen.length, "episode")}: ${formatCount(train.length)} train, ${formatCount(validation.length)} validation.`,
    );
    onClose();
  };

  return (
    <Modal opened onClose={onClose} title="Split for training and validation">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          apply();
        }}
      >
        <Stack>
          <Select
            label="Episodes"
            allowDeselect={false}
            data={[
              { value: "used", label: `All that are used (${formatCount(used.length)})` },
              { value: "unsplit", label: `Used ones without a split (${formatCount(sets.unsplit.length)})` },
              { value: "shown", label: `Those the table shows (${formatCount(shown.length)})` },
              {
                value: "selected",
                label: `The selected (${formatCount(selected.length)})`,
                disabled: selected.length === 0,
              },
            ]}
            value={scope}
            onChange={(value) => setScope(value ?? "used")}
          />
          <Group grow align="flex-start">
            <NumberInput
              data-autofocus
              label="For validation"
              suffix=" %"
              min={1}
              max={99}
              clampBehavior="strict"
              value={percent}
              onChange={setPercent}
            />
            <NumberInput label="Seed" min={0} max={0xffffffff} allowDecimal={false} value={seed} onChange={setSeed} />
          </Group>
          <Text size="sm" c="dimmed" role="status">
            {split === null
              ? "Choose a share between 1 and 99 % and a whole number as seed."
              : `${formatPlural(split.train.length, "episode")} for training, ${formatPlural(split.validation.length, "episode")} for validation. The same seed gives the same split.`}
            {replaced > 0 && ` ${formatPlural(replaced, "episode")} had a split that this replaces.`}
          </Text>
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" disabled={split === null || chosen.length === 0}>
              Split
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
