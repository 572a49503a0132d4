import { MantineProvider } from "@mantine/core";
import { ModalsProvider } from "@mantine/modals";
import { Notifications } from "@mantine/notifications";
import type { JSX } from "react";
import type { ConnectedBridge } from "../../shared/ipc/bridge.ts";
import { AppStateProvider } from "../state/app-state-context.tsx";
import type { AppState } from "../state/app-state.ts";
import { BridgeProvider } from "../state/bridge-context.tsx";
import { cssVariables, theme } from "../theme/theme.ts";
import { Shell } from "./shell.tsx";

interface AppProps {
  readonly bridge: ConnectedBridge;
  readonly state: AppState;
}

/** The page: its providers around its shell. */
export function App({ bridge, state }: AppProps): JSX.Element {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="dark">
      <BridgeProvider bridge={bridge} connection={bridge}>
        <AppStateProvider state={state}>
          <ModalsProvider>
            <Shell bridge={bridge} />
          </ModalsProvider>
          <Notifications position="bottom-right" limit={4} bottom={46} />
        </AppStateProvider>
      </BridgeProvider>
    </MantineProvider>
  );
}
