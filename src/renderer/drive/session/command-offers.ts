import type { Command } from "../../input/bindings.ts";

/** What is on screen for a while and names a command's button for itself: "Close", "Collect 10 more". */
export interface CommandOffers {
  /** `action` is what the command does until the returned function is called; the newest offer holds */
  offer(command: Command, action: () => void): () => void;
  /** false: nobody offers anything for it */
  take(command: Command): boolean;
}

export function createCommandOffers(): CommandOffers {
  let offers: readonly { readonly command: Command; readonly action: () => void }[] = [];
  return {
    offer(command, action): () => void {
      const made = { command, action };
      offers = [...offers, made];
      return () => {
        offers = offers.filter((one) => one !== made);
      };
    },
    take(command): boolean {
      const found = offers.findLast((one) => one.command === command);
      found?.action();
      return found !== undefined;
    },
  };
}
