import { Button, Group, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useEffect } from "react";
import type { Job } from "../../shared/ipc/jobs.ts";
import { describeResult } from "../components/job-result.ts";
import { notifyFailure } from "../components/notify-failure.ts";
import { useAppState } from "../state/app-state-context.tsx";
import { parseRoute } from "../state/route.ts";
import { navigate } from "../state/use-route.ts";

/** Says once when a job ends or the host has a problem, on whatever screen the person is. */
export function useAnnouncements(): void {
  const state = useAppState();
  useEffect(
    () =>
      state.onAnnouncement((announcement) => {
        if (announcement.kind === "problem") notifyFailure(announcement.failure);
        else if (!isOnScreen(announcement.job)) announceEnd(announcement.job);
      }),
    [state],
  );
}

/** The Train screen shows its runs' ends itself, the Library its statistics'. */
function isOnScreen(job: Job): boolean {
  const { screen } = parseRoute(window.location.hash);
  return (job.kind === "train" && screen === "train") || (job.kind === "statistics" && screen === "library");
}

function announceEnd(job: Job): void {
  if (job.failure !== null) {
    notifyFailure({ ...job.failure, message: `${job.title}: ${job.failure.message}` });
    return;
  }
  if (job.state !== "done" || job.result === null) return;
  const { text, link } = describeResult(job.result);
  const id = notifications.show({
    color: "mint",
    title: job.title,
    withBorder: true,
    autoClose: 8000,
    message: (
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm">{text}</Text>
        {link !== null && (
          <Button
            size="compact-sm"
            variant="light"
            onClick={() => {
              notifications.hide(id);
              navigate(link.route);
            }}
          >
            {link.label}
          </Button>
        )}
      </Group>
    ),
  });
}
