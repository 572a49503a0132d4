import type { ConnectedBridge } from "../../../shared/ipc/bridge.ts";
import { HOST_GONE, isHostGone } from "./refusals.ts";
import type { SessionContext } from "./session-context.ts";

/** Whether the host can be reached, and when that changes. */
export type Connection = Pick<ConnectedBridge, "status" | "onChange">;

/** Pauses as soon as the host is lost: until it answers, no row goes to the disk. Answers unsubscribe. */
export function watchHost({ get, set, advance }: SessionContext, connection: Connection): () => void {
  const look = (): void => {
    const hostLost = connection.status() === "lost";
    const { problem } = get();
    if (hostLost === get().hostLost) return;
    set({ hostLost, problem: !hostLost && problem !== null && isHostGone(problem) ? null : problem });
    if (hostLost) advance({ type: "interrupt", why: HOST_GONE });
  };
  look();
  return connection.onChange(look);
}
