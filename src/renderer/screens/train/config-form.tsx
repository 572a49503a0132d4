import { Alert, Button, Group, SegmentedControl, Select, Text, TextInput, UnstyledButton } from "@mantine/core";
import { IconPlayerPlay } from "@tabler/icons-react";
import { useState } from "react";
import type { JSX } from "react";
import type { Failure } from "../../../shared/base/failure.ts";
import type { DatasetSummary } from "../../../shared/dataset/episode.ts";
import type { TrainRequest } from "../../../shared/ipc/train-config.ts";
import { TRAIN_PRESETS } from "../../../shared/ipc/train-presets.ts";
import { FailureNote } from "../../components/failure-note.tsx";
import { formatPlural } from "../../components/format.ts";
import { useAppState, useTrainForm } from "../../state/app-state-context.tsx";
import { TRAIN_ALGORITHMS, algorithmOf, toDraft } from "../../state/train-algorithms.ts";
import { ALGORITHM_WORDS } from "./algorithm-words.ts";
import { groupFields, hasEffect } from "./config-fields.ts";
import classes from "./config-form.module.css";
import { ConfigInput } from "./config-input.tsx";
import { parseDraft, parseSeed } from "./train-draft.ts";
import { presetGroups, presetOf } from "./train-presets-menu.ts";
import { TrainingData } from "./training-data.tsx";

interface ConfigFormProps {
  readonly datasets: readonly DatasetSummary[];
  readonly dataset: DatasetSummary;
  readonly onStart: (request: TrainRequest) => Promise<Failure | null>;
}

/** Everything a training run is asked: data, algorithm, name, seed, and every hyperparameter. */
export function ConfigForm({ datasets, dataset, onStart }: ConfigFormProps): JSX.Element {
  const form = useTrainForm((state) => state.form);
  const { trainForm } = useAppState();
  const { change, changeConfig } = trainForm.getState();
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);
  const { id: algorithm, fields } = algorithmOf(form.algorithm);
  const draft = form.configs[algorithm] ?? toDraft(algorithm, {});
  const seed = parseSeed(form.seed);
  const name = form.name.trim() || `${dataset.name} clone`;
  const parsed = parseDraft({ dataset: dataset.id, algorithm, name, seed, config: draft });
  const errors = parsed.ok ? {} : parsed.errors;
  const preset = presetOf(algorithm, draft);
  const changed = fields.filter(({ key, initial }) => draft[key] !== initial).length;

  const start = async (): Promise<void> => {
    if (!parsed.ok) return;
    setBusy(true);
    setFailure(await onStart(parsed.request));
    setBusy(false);
  };

  return (
    <form
      className={classes.form}
      aria-label="New training run"
      onSubmit={(event) => {
        event.preventDefault();
        void start();
      }}
    >
      <div className={classes.scroll}>
        <Select
          label="Dataset"
          allowDeselect={false}
          value={dataset.id}
          data={datasets.map((one) => ({ value: one.id, label: one.name, disabled: one.problem !== null }))}
          onChange={(value) => change({ dataset: value ?? "" })}
        />
        <TrainingData dataset={dataset} draft={draft} />
        <Group gap="sm" grow preventGrowOverflow={false} align="flex-start" wrap="nowrap" mt="sm">
          <TextInput
            label="Name"
            placeholder={name}
            value={form.name}
            maxLength={200}
            onChange={(event) => change({ name: event.currentTarget.value })}
          />
          <TextInput
            label="Seed"
            w={96}
            style={{ flexGrow: 0 }}
            inputMode="numeric"
            value={form.seed}
            error={seed === null ? "A whole number" : undefined}
            onChange={(event) => change({ seed: event.currentTarget.value })}
          />
        </Group>
        {TRAIN_ALGORITHMS.length > 1 && (
          <>
            <Text size="sm" fw={500} mt="sm" mb={4} id="algorithm-label">
              Algorithm
            </Text>
            <SegmentedControl
              fullWidth
              size="xs"
              aria-labelledby="algorithm-label"
              value={algorithm}
              data={TRAIN_ALGORITHMS.map(({ id }) => ({ value: id, label: ALGORITHM_WORDS[id]?.name ?? id }))}
              onChange={(value) => change({ algorithm: value })}
            />
          </>
        )}
        <Text size="xs" c="dimmed" mt={6}>
          {ALGORITHM_WORDS[algorithm]?.doc}
        </Text>
        <Select
          label="Preset"
          mt="sm"
          placeholder="Your own"
          searchable
          nothingFoundMessage="No preset of this name"
          maxDropdownHeight={320}
          value={preset?.id ?? null}
          data={[...presetGroups(algorithm)]}
          onChange={(value) => {
            const chosen = TRAIN_PRESETS.find((one) => one.id === value);
            if (chosen !== undefined) changeConfig(toDraft(algorithm, chosen.config));
          }}
        />
        <Group justify="space-between" wrap="nowrap" align="flex-start" mt={4} gap="sm">
          <Text size="xs" c="dimmed">
            {preset?.doc ?? "Your own configuration."}
          </Text>
          {changed > 0 && (
            <UnstyledButton className={classes.reset} onClick={() => changeConfig(toDraft(algorithm, {}))}>
              Reset {formatPlural(changed, "change")}
            </UnstyledButton>
          )}
        </Group>
        {groupFields(fields).map((group) => (
          <fieldset key={group.title} className={classes.group}>
            <legend>{group.title}</legend>
            {group.fields.map((field) => (
              <ConfigInput
                key={field.key}
                field={field}
                value={draft[field.key] ?? field.initial}
                error={errors[field.key]}
                effective={hasEffect(field.key, draft)}
                onChange={(value) => changeConfig({ [field.key]: value })}
              />
            ))}
          </fieldset>
        ))}
      </div>
      <div className={classes.foot}>
        {failure !== null && <FailureNote failure={failure} />}
        {dataset.steps === 0 && (
          <Alert color="yellow" title="This dataset has no steps to train on. Record or import episodes first." />
        )}
        <Button
          type="submit"
          fullWidth
          size="md"
          leftSection={<IconPlayerPlay size={18} />}
          loading={busy}
          disabled={!parsed.ok || dataset.steps === 0}
        >
          Start training
        </Button>
      </div>
    </form>
  );
}
