import { Anchor, Stack, Text } from "@mantine/core";
import { useEffect } from "react";
import type { JSX } from "react";
import type { PolicyMeta } from "../../../shared/policy/policy-meta.ts";
import { formatCount, formatPlural } from "../../components/format.ts";
import { useAppState, useDatasets, useEpisodes } from "../../state/app-state-context.tsx";
import { valueOr } from "../../state/remote.ts";
import { formatRoute } from "../../state/route.ts";
import classes from "./policy-facts.module.css";
import { listTrainedOn } from "./list-trained-on.ts";

/** Rows drawn at most: the file may list a million. */
const SHOWN = 1000;

/** The exact episodes, and parts of them, that a policy was trained on, with links into the Library. */
export function TrainedOn({ meta }: { readonly meta: PolicyMeta }): JSX.Element {
  const { dataset } = meta;
  const { episodes: store } = useAppState();
  const isThere = valueOr(
    useDatasets((state) => state.list),
    [],
  ).some(({ id }) => id === dataset.id);
  const known = useEpisodes((state) => state.byDataset[dataset.id]);
  useEffect(() => {
    if (isThere) void store.getState().load(dataset.id);
  }, [store, dataset.id, isThere]);
  const rows = listTrainedOn(dataset, known?.status === "ready" ? known.value : null);
  const gone = rows.filter(({ state }) => state === "gone").length;
  const changed = rows.filter(({ state }) => state === "trim-changed").length;

  return (
    <Stack gap="xs">
      <Text size="sm">
        {isThere ? (
          <Anchor inherit href={formatRoute({ screen: "library", dataset: dataset.id, episode: null })}>
            {dataset.name}
          </Anchor>
        ) : (
          dataset.name
        )}
        : exactly these {formatPlural(rows.length, "episode")}
      </Text>
      {!isThere && (
        <Text size="xs" c="dimmed">
          The dataset is no longer among those of this computer; its id was {dataset.id}.
        </Text>
      )}
      {gone > 0 && isThere && (
        <Text size="xs" c="red">
          {formatPlural(gone, "episode")} {gone === 1 ? "is" : "are"} no longer in the dataset.
        </Text>
      )}
      {changed > 0 && (
        <Text size="xs" c="dimmed">
          {formatPlural(changed, "episode")} {changed === 1 ? "has" : "have"} been trimmed differently since.
        </Text>
      )}
      <ul className={classes.episodes}>
        {rows.slice(0, SHOWN).map(({ id, name, part, state }) => (
          <li key={id} data-state={state}>
            {state === "gone" || !isThere ? (
              <span title={id}>{name ?? id}</span>
            ) : (
              <a title={id} href={formatRoute({ screen: "library", dataset: dataset.id, episode: id })}>
                {name ?? id}
              </a>
            )}
            <small>
              {part}
              {state === "gone" && isThere && " gone"}
              {state === "dropped" && " dropped since"}
            </small>
          </li>
        ))}
        {rows.length > SHOWN && <li>… and {formatCount(rows.length - SHOWN)} more, listed in the file</li>}
      </ul>
    </Stack>
  );
}
