import { Alert, Button, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import type { JSX } from "react";
import type { Failure } from "../../shared/base/failure.ts";

/** An expected failure where it arose: what happened, what to do, and a way to try again. */
export function FailureNote({
  failure,
  onRetry,
}: {
  readonly failure: Failure;
  readonly onRetry?: () => void;
}): JSX.Element {
  return (
    <Alert color="red" variant="light" icon={<IconAlertTriangle size={18} />} title={failure.message} role="alert">
      <Text size="sm">{failure.remedy}</Text>
      {onRetry !== undefined && (
        <Button size="xs" variant="default" mt="xs" onClick={onRetry}>
          Try again
        </Button>
      )}
    </Alert>
  );
}
