import { MantineProvider } from "@mantine/core";
import { ModalsProvider } from "@mantine/modals";
import { Notifications } from "@mantine/notifications";
import { cleanup, configure, render } from "@testing-library/react";
import type { RenderResult } from "@testing-library/react";
import type { ReactNode } from "react";
import { afterEach } from "vitest";
import { AppStateProvider } from "../../../src/renderer/state/app-state-context.tsx";
import { createAppState } from "../../../src/renderer/state/app-state.ts";
import { BridgeProvider } from "../../../src/renderer/state/bridge-context.tsx";
import { cssVariables, theme } from "../../../src/renderer/theme/theme.ts";
import { PATIENCE } from "../../builders/eventually.ts";
import { createMemoryBridge } from "../../fakes/memory-bridge.ts";
import type { MemoryBridge, MemoryHost } from "../../fakes/memory-bridge.ts";

configure({ asyncUtilTimeout: PATIENCE });
// What is shown at the end of a file would poll on in a window that is gone.
afterEach(cleanup);

/** Renders a part of the page over a host in memory, with everything loaded, in place of what was shown. */
export async function renderPage(
  content: ReactNode,
  host: MemoryHost,
): Promise<RenderResult & { readonly bridge: MemoryBridge }> {
  cleanup();
  window.location.hash = "";
  const bridge = createMemoryBridge(host);
  const state = createAppState(bridge);
  await state.refresh();
  const page = render(
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="dark" env="test">
      <BridgeProvider bridge={bridge}>
        <AppStateProvider state={state}>
          <ModalsProvider>{content}</ModalsProvider>
          <Notifications />
        </AppStateProvider>
      </BridgeProvider>
    </MantineProvider>,
  );
  return { ...page, bridge };
}
