import { ActionIcon, Button, Code, CopyButton, Group, Stack, Text, Tooltip } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import type { JSX } from "react";
import type { ForeignFormat } from "../../../../shared/dataset/foreign-formats.ts";
import type { Job, JobResult } from "../../../../shared/ipc/jobs.ts";
import { FailureNote } from "../../../components/failure-note.tsx";
import { JobProgressBar } from "../../../components/job-progress.tsx";
import { notifyFailure } from "../../../components/notify-failure.ts";
import { useAppState } from "../../../state/app-state-context.tsx";
import { isActive } from "../../../state/jobs-store.ts";
import { Losses } from "./export-estimate.tsx";
import { folderOf, pythonSnippet } from "./python-snippet.ts";
import classes from "./transfer.module.css";

interface ExportOutcomeProps {
  readonly job: Job;
  readonly format: ForeignFormat;
  readonly onAgain: () => void;
  readonly onClose: () => void;
}

/** An export at work, and what came of it. */
export function ExportOutcome({ job, format, onAgain, onClose }: ExportOutcomeProps): JSX.Element {
  const { jobs } = useAppState();
  const cancel = async (): Promise<void> => {
    const result = await jobs.getState().cancel(job.id);
    if (!result.ok) notifyFailure(result.failure);
  };
  if (isActive(job)) {
    return (
      <Stack>
        <JobProgressBar job={job} />
        <Group justify="space-between" wrap="nowrap">
          <Text size="xs" c="dimmed">
            It goes on when this dialog is closed; the jobs at the foot of the window show it.
          </Text>
          <Group gap="xs" wrap="nowrap">
            <Button variant="default" onClick={() => void cancel()}>
              Cancel the export
            </Button>
            <Button onClick={onClose}>Close</Button>
          </Group>
        </Group>
      </Stack>
    );
  }
  return (
    <Stack>
      {job.failure !== null && <FailureNote failure={job.failure} />}
      {job.state === "cancelled" && <Text size="sm">Cancelled: nothing was written.</Text>}
      {job.result?.kind === "files" && <Files result={job.result} format={format} />}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onAgain}>
          Export again
        </Button>
        <Button onClick={onClose}>Done</Button>
      </Group>
    </Stack>
  );
}

function Files({
  result,
  format,
}: {
  readonly result: Extract<JobResult, { readonly kind: "files" }>;
  readonly format: ForeignFormat;
}): JSX.Element {
  const { files, lost } = result;
  const folder = folderOf(files);
  const card = files.find((file) => /[\\/]README\.md$/.test(file));
  const code = pythonSnippet(format, files);
  return (
    <>
      <Group gap={6} wrap="nowrap">
        <Text size="sm" className={classes.path} flex={1}>
          {folder}
        </Text>
        <Copy value={folder} label="Copy the folder's path" />
      </Group>
      <ul className={classes.files} aria-label="Files">
        {files.map((file) => (
          <li key={file} className={classes.path}>
            {file.slice(folder.length + 1)}
          </li>
        ))}
      </ul>
      {card !== undefined && (
        <Text size="xs" c="dimmed">
          <Code>README.md</Code> is the dataset card: what was recorded, with what, the columns and their units.
        </Text>
      )}
      <Losses lost={lost} />
      <div>
        <Text size="xs" c="dimmed" mb={4}>
          Open it in Python
        </Text>
        <div className={classes.code}>
          <pre>
            <code>{code}</code>
          </pre>
          <Copy value={code} label="Copy the Python code" />
        </div>
      </div>
    </>
  );
}

function Copy({ value, label }: { readonly value: string; readonly label: string }): JSX.Element {
  return (
    <CopyButton value={value}>
      {({ copied, copy }) => (
        <Tooltip label={copied ? "Copied" : label}>
          <ActionIcon variant="default" size={28} aria-label={label} onClick={copy}>
            {copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
          </ActionIcon>
        </Tooltip>
      )}
    </CopyButton>
  );
}
