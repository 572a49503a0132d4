import { IconLifebuoy } from "@tabler/icons-react";
import type { JSX } from "react";
import type { DriveLevel } from "../../../../shared/control/levels.ts";
import { LEVEL_GUIDES } from "../level-guide.ts";
import { ChoiceMenu } from "./choice-menu.tsx";
import { levelChoices, levelPatch } from "./level-choices.ts";
import { useChangeSettings } from "./use-change-settings.ts";

/** How much of the balance the controller keeps. */
export function LevelPicker({
  level,
  keyboard,
}: {
  readonly level: DriveLevel;
  /** drives with keys, which cannot do everything */
  readonly keyboard: boolean;
}): JSX.Element {
  const change = useChangeSettings();
  return (
    <ChoiceMenu
      title="Level of help"
      label={LEVEL_GUIDES[level].name}
      icon={<IconLifebuoy size={16} />}
      chosen={level}
      testId="level"
      choices={levelChoices(keyboard)}
      onChoose={(key) => change(levelPatch(key))}
      foot="The level is stored with every step, so that demonstrations of different kinds can be told apart."
    />
  );
}
