import type { JSX } from "react";
import type { Settings } from "../../../shared/ipc/settings.ts";
import { useDatasets } from "../../state/app-state-context.tsx";
import { valueOr } from "../../state/remote.ts";
import classes from "./episode-caption.module.css";
import hud from "./hud.module.css";
import { LEVEL_GUIDES } from "./level-guide.ts";
import { countText } from "./target/target.ts";
import type { Target } from "./target/target.ts";

interface EpisodeCaptionProps {
  readonly settings: Pick<Settings, "level" | "noise">;
  /** recorded into */
  readonly dataset: string;
  readonly target: Target;
  /** name of the policy that drives; null: the person alone */
  readonly policy: string | null;
}

/** What holds for the open episode, in place of the menus that cannot change it now. */
export function EpisodeCaption({ settings, dataset, target, policy }: EpisodeCaptionProps): JSX.Element {
  const name = useDatasets(({ list }) => valueOr(list, []).find(({ id }) => id === dataset)?.name);
  const { level, noise } = settings;
  return (
    <p className={`${hud.panel} ${classes.caption}`} data-testid="episode-caption">
      {name !== undefined && (
        <span>
          <span className={classes.name}>Into “{name}”</span>
          <span>{` · ${countText(target)}`}</span>
        </span>
      )}
      <span>{LEVEL_GUIDES[level].name}</span>
      {policy !== null && <span className={classes.name}>{policy}</span>}
      {noise > 0 && <span>Noise {noise}</span>}
    </p>
  );
}
