import { useCallback } from "react";
import type { Failure } from "../../../../shared/base/failure.ts";
import type { DatasetSummary } from "../../../../shared/dataset/episode.ts";
import { useAppState, useDatasets } from "../../../state/app-state-context.tsx";
import { valueOr } from "../../../state/remote.ts";
import { useChangeSettings } from "./use-change-settings.ts";

interface DatasetChoice {
  /** those that cannot be read, too */
  readonly list: readonly DatasetSummary[];
  choose(id: string): void;
  /** a new one, chosen at once; the failure to show, or null */
  create(name: string): Promise<Failure | null>;
}

const FIRST_NAME = "My demonstrations";

/** A name that no dataset has yet: hands on a pad cannot type another. */
export function freshName(list: readonly Pick<DatasetSummary, "name">[]): string {
  const taken = new Set(list.map(({ name }) => name));
  let name = FIRST_NAME;
  for (let count = 2; taken.has(name); count += 1) name = `${FIRST_NAME} ${count}`;
  return name;
}

/** Where episodes go. */
export function useDatasetChoice(): DatasetChoice {
  const list = valueOr(
    useDatasets((state) => state.list),
    [],
  );
  const { datasets } = useAppState();
  const change = useChangeSettings();
  const choose = useCallback((id: string) => change({ dataset: id }), [change]);
  const create = useCallback(
    async (name: string) => {
      const made = await datasets.getState().create(name);
      if (!made.ok) return made.failure;
      choose(made.value.id);
      return null;
    },
    [datasets, choose],
  );
  return { list, choose, create };
}
