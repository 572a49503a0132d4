import { DRIVE_LEVELS } from "../../../../shared/control/levels.ts";
import type { Settings } from "../../../../shared/ipc/settings.ts";
import { LEVEL_GUIDES } from "../level-guide.ts";
import type { Choice } from "./choice-menu.tsx";

/** The levels with what they mean; a keyboard cannot do everything. */
export function levelChoices(keyboard: boolean): readonly Choice[] {
  return DRIVE_LEVELS.map((key) => {
    const { name, line, keyboard: lack } = LEVEL_GUIDES[key];
    return { key, name, note: keyboard && lack !== null ? `${line} ${lack}` : line };
  });
}

/** What is stored where a level is chosen; nothing for a name that is none. */
export function levelPatch(key: string): Pick<Partial<Settings>, "level"> {
  const level = DRIVE_LEVELS.find((one) => one === key);
  return level === undefined ? {} : { level };
}
