import { Alert, Button, Group, Select, Text, TextInput } from "@mantine/core";
import { IconPlayerPlay } from "@tabler/icons-react";
import { useState } from "react";
import type { JSX } from "react";
import type { Failure } from "../../../shared/base/failure.ts";
import type { DatasetSummary } from "../../../shared/dataset/episode.ts";
import { bcConfigSchema } from "../../../shared/ipc/train-config.ts";
import type { TrainRequest } from "../../../shared/ipc/train-config.ts";
import { TRAIN_PRESETS } from "../../../shared/ipc/train-presets.ts";
import { FailureNote } from "../../components/failure-note.tsx";
import { useAppState, useTrainForm } from "../../state/app-state-context.tsx";
import { toDraft } from "../../state/train-form-store.ts";
import { CONFIG_GROUPS } from "./config-fields.ts";
import classes from "./config-form.module.css";
import { ConfigInput } from "./config-input.tsx";
import { parseDraft, parseSeed } from "./train-draft.ts";
import { TrainingData } from "./training-data.tsx";

interface ConfigFormProps {
  readonly datasets: readonly DatasetSummary[];
  readonly dataset: DatasetSummary;
  readonly onStart: (request: TrainRequest) => Promise<Failure | null>;
}

/** Everything a training run is asked: data, name, seed, and every hyperparameter. */
export function ConfigForm({ datasets, dataset, onStart }: ConfigFormProps): JSX.Element {
  const form = useTrainForm((state) => state.form);
  const { trainForm } = useAppState();
  const { change, changeConfig } = trainForm.getState();
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);
  const parsed = parseDraft(form.config);
  const errors = parsed.ok ? {} : parsed.errors;
  const seed = parseSeed(form.seed);
  const name = form.name.trim() || `${dataset.name} clone`;
  const preset = TRAIN_PRESETS.find((one) => sameDraft(form.config, toDraft(bcConfigSchema.parse(one.config))));

  const start = async (): Promise<void> => {
    if (!parsed.ok || seed === null) return;
    setBusy(true);
    setFailure(await onStart({ dataset: dataset.id, algorithm: "bc", name, seed, config: parsed.config }));
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
        <TrainingData dataset={dataset} validationFraction={parsed.ok ? parsed.config.validationFraction : 0} />
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
        <Select
          label="Preset"
          mt="sm"
          placeholder="Your own"
          allowDeselect={false}
          value={preset?.id ?? null}
          data={TRAIN_PRESETS.map((one) => ({ value: one.id, label: one.label }))}
          onChange={(value) => {
            const chosen = TRAIN_PRESETS.find((one) => one.id === value);
            if (chosen !== undefined) changeConfig(toDraft(bcConfigSchema.parse(chosen.config)));
          }}
        />
        <Text size="xs" c="dimmed" mt={4}>
          {preset?.doc ?? "Your own configuration."}
        </Text>
        {CONFIG_GROUPS.map((group) => (
          <fieldset key={group.title} className={classes.group}>
            <legend>{group.title}</legend>
            {group.fields.map((field) => (
              <ConfigInput
                key={field.key}
                field={field}
                value={form.config[field.key]}
                error={errors[field.key]}
                onChange={changeConfig}
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
          disabled={!parsed.ok || seed === null || dataset.steps === 0}
        >
          Start training
        </Button>
      </div>
    </form>
  );
}

function sameDraft(a: object, b: object): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
