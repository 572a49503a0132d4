import { Skeleton, Stack, VisuallyHidden } from "@mantine/core";
import type { JSX } from "react";

/** Holds the place of rows that are on their way. */
export function LoadingLines({ lines = 6 }: { readonly lines?: number }): JSX.Element {
  return (
    <Stack gap={10} role="status">
      <VisuallyHidden>Loading</VisuallyHidden>
      {Array.from({ length: lines }, (_, index) => (
        <Skeleton key={index} height={24} radius="sm" />
      ))}
    </Stack>
  );
}
