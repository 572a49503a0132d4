import { useEffect, useRef } from "react";
import type { DriveSession } from "../../drive/create-drive-session.ts";
import type { Command } from "../../input/bindings.ts";

/** While shown, and as long as there is an action, the command does that; null: it does what it always does. */
export function useOffer(offer: DriveSession["offer"], command: Command, action: (() => void) | null): void {
  const newest = useRef(action);
  useEffect(() => {
    newest.current = action;
  });
  const offers = action !== null;
  useEffect(() => (offers ? offer(command, () => newest.current?.()) : undefined), [offer, command, offers]);
}
