import { MantineProvider } from "@mantine/core";
import { ModalsProvider } from "@mantine/modals";
import { Notifications } from "@mantine/notifications";
import type { JSX } from "react";
import type { Bridge } from "../../shared/ipc/bridge.ts";
import { AppStateProvider } from "../state/app-state-context.tsx";
import type { AppState } from "../state/app-state.ts";
import { BridgeProvider } from "../state/bridge-context.tsx";
import type { Connection } from "../state/connection.ts";
import { cssVariables, theme } from "../theme/theme.ts";
import { Shell } from "./shell.tsx";

interface AppProps {
  readonly bridge: Bridge;
  readonly connection: Connection;
  readonly state: AppState;
}

/** The page: its providers around its shell. */
export function App({ bridge, connection, state }: AppProps): JSX.Element {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="dark">
      <BridgeProvider bridge={bridge}>
        <AppStateProvider state={state}>
          <ModalsProvider>
            <Shell connection={connection} />
          </ModalsProvider>
          <Notifications position="bottom-right" limit={4} bottom={46} />
        </AppStateProvider>
      </BridgeProvider>
    </MantineProvider>
  );
}
