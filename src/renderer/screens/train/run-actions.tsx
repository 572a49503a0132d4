import { Button, Group } from "@mantine/core";
import { IconInfoCircle, IconPlayerPlay, IconPlayerStop, IconRefresh } from "@tabler/icons-react";
import type { JSX } from "react";
import { DriveWithPolicy } from "../../components/drive-with-policy.tsx";
import { notifyFailure } from "../../components/notify-failure.ts";
import { useAppState, useTrainForm } from "../../state/app-state-context.tsx";
import { isActive } from "../../state/jobs-store.ts";
import { algorithmOf, configOf, toDraft } from "../../state/train-algorithms.ts";
import type { TrainingRun } from "../../state/training-runs.ts";
import { navigate } from "../../state/use-route.ts";

/** What can be done with a run: cancel it while it works; after, set it up again, look at its policy, watch it. */
export function RunActions({ run: { job, policy } }: { readonly run: TrainingRun }): JSX.Element {
  const { jobs, trainForm } = useAppState();
  const request = useTrainForm((state) => (job === null ? undefined : state.requests[job.id]));
  const meta = policy?.meta ?? null;
  const algorithm = request?.algorithm ?? meta?.algorithm ?? "";
  const config = request?.config ?? (meta === null ? null : configOf(meta.algorithm, meta.hyperparameters));

  if (job !== null && isActive(job)) {
    const cancel = async (): Promise<void> => {
      const result = await jobs.getState().cancel(job.id);
      if (!result.ok) notifyFailure(result.failure);
    };
    return (
      <Button variant="default" leftSection={<IconPlayerStop size={16} />} onClick={() => void cancel()}>
        Cancel
      </Button>
    );
  }
  const setUpAgain = (): void => {
    if (config === null) return;
    const { change, changeConfig } = trainForm.getState();
    change({
      algorithm: algorithmOf(algorithm).id,
      dataset: request?.dataset ?? meta?.dataset.id ?? "",
      name: request?.name ?? policy?.name ?? "",
      seed: String((request?.seed ?? meta?.seed ?? 0) + 1),
    });
    changeConfig(toDraft(algorithm, { ...config }));
  };
  return (
    <Group gap="xs" wrap="nowrap">
      {config !== null && (
        <Button variant="default" leftSection={<IconRefresh size={16} />} onClick={setUpAgain}>
          Train again
        </Button>
      )}
      {policy !== null && (
        <>
          <Button
            variant="default"
            leftSection={<IconInfoCircle size={16} />}
            onClick={() => navigate({ screen: "policies", policy: policy.id, watch: false })}
          >
            Details
          </Button>
          <DriveWithPolicy variant="default" policy={policy} />
          <Button
            leftSection={<IconPlayerPlay size={16} />}
            onClick={() => navigate({ screen: "policies", policy: policy.id, watch: true })}
          >
            Watch
          </Button>
        </>
      )}
    </Group>
  );
}
