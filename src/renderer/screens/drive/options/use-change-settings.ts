import { useCallback } from "react";
import type { Settings } from "../../../../shared/ipc/settings.ts";
import { notifyFailure } from "../../../components/notify-failure.ts";
import { useAppState } from "../../../state/app-state-context.tsx";

/** Stores settings; says so where the host refuses them. */
export function useChangeSettings(): (patch: Partial<Settings>) => void {
  const { settings } = useAppState();
  return useCallback(
    (patch) =>
      void settings
        .getState()
        .change(patch)
        .then((failure) => {
          if (failure !== null) notifyFailure(failure);
        }),
    [settings],
  );
}
