import { createContext, useContext } from "react";
import type { JSX, ReactNode } from "react";
import type { Bridge, ConnectedBridge } from "../../shared/ipc/bridge.ts";

const BridgeContext = createContext<Bridge | null>(null);
const ConnectionContext = createContext<Connection | undefined>(undefined);

/** Whether the host can be reached, and when that changes. */
type Connection = Pick<ConnectedBridge, "status" | "onChange">;

/** Gives every screen below it the page's one way to the host. */
export function BridgeProvider({
  bridge,
  connection,
  children,
}: {
  readonly bridge: Bridge;
  /** left out where the host cannot be lost */
  readonly connection?: Connection;
  readonly children: ReactNode;
}): JSX.Element {
  return (
    <BridgeContext.Provider value={bridge}>
      <ConnectionContext.Provider value={connection}>{children}</ConnectionContext.Provider>
    </BridgeContext.Provider>
  );
}

/** The page's one way to the host. */
export function useBridge(): Bridge {
  const bridge = useContext(BridgeContext);
  if (bridge === null) throw new Error("useBridge needs a BridgeProvider above it");
  return bridge;
}

/** How the page's host is reached; undefined where it cannot be lost. */
export function useConnection(): Connection | undefined {
  return useContext(ConnectionContext);
}
