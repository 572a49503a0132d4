import { createContext, useContext } from "react";
import type { JSX, ReactNode } from "react";
import type { Bridge } from "../../shared/ipc/bridge.ts";

const BridgeContext = createContext<Bridge | null>(null);

/** Gives every screen below it the page's one way to the host. */
export function BridgeProvider({
  bridge,
  children,
}: {
  readonly bridge: Bridge;
  readonly children: ReactNode;
}): JSX.Element {
  return <BridgeContext.Provider value={bridge}>{children}</BridgeContext.Provider>;
}

/** The page's one way to the host. */
export function useBridge(): Bridge {
  const bridge = useContext(BridgeContext);
  if (bridge === null) throw new Error("useBridge needs a BridgeProvider above it");
  return bridge;
}
