import { BINDINGS, COMMANDS } from "./bindings.ts";
import type { Command } from "./bindings.ts";

/** Finds the moments at which bound buttons go down. */
export interface ButtonEdges {
  /** commands whose button was up at the last look and is down now */
  look(buttons: ArrayLike<number>): readonly Command[];
  /** takes the present state as known: a button held since before presses nothing */
  settle(buttons: ArrayLike<number>): void;
}

const PRESSED = 0.5;
const NONE: readonly Command[] = [];

export function createButtonEdges(): ButtonEdges {
  const down = new Map<Command, boolean>();
  const isDown = (command: Command, buttons: ArrayLike<number>): boolean => {
    const { button } = BINDINGS[command];
    return button !== null && (buttons[button] ?? 0) > PRESSED;
  };
  return {
    look(buttons: ArrayLike<number>): readonly Command[] {
      let pressed: Command[] | null = null;
      for (const command of COMMANDS) {
        const now = isDown(command, buttons);
        if (now && down.get(command) !== true) (pressed ??= []).push(command);
        down.set(command, now);
      }
      return pressed ?? NONE;
    },
    settle(buttons: ArrayLike<number>): void {
      for (const command of COMMANDS) down.set(command, isDown(command, buttons));
    },
  };
}
