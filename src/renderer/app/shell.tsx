import { AppShell, useMantineColorScheme } from "@mantine/core";
import { useEffect } from "react";
import type { JSX } from "react";
import type { ConnectedBridge } from "../../shared/ipc/bridge.ts";
import { useSettings } from "../state/app-state-context.tsx";
import { isImmersive } from "../state/route.ts";
import { useRoute } from "../state/use-route.ts";
import { ConnectionBanner } from "./connection-banner.tsx";
import { Navigation } from "./navigation.tsx";
import { Screens } from "./screens.tsx";
import classes from "./shell.module.css";
import { StatusBar } from "./status-bar.tsx";
import { useAnnouncements } from "./use-announcements.tsx";
import { usePagePad } from "./use-page-pad.ts";
import { useShortcuts } from "./use-shortcuts.ts";
import { Welcome } from "./welcome.tsx";

const RAIL_WIDTH = 84;
const BAR_HEIGHT = 34;

/** The frame around every screen. */
export function Shell({ bridge }: { readonly bridge: ConnectedBridge }): JSX.Element {
  const route = useRoute();
  useShortcuts(route);
  const pad = usePagePad(route);
  useAnnouncements();
  useChosenColorScheme();
  return (
    <AppShell
      navbar={{ width: RAIL_WIDTH, breakpoint: 0 }}
      footer={{ height: BAR_HEIGHT }}
      transitionDuration={0}
      classNames={{ main: classes.main, navbar: classes.navbar, footer: classes.footer }}
    >
      <a href="#content" className={classes.skip} onClick={focusContent}>
        Skip to the content
      </a>
      <AppShell.Navbar>
        <Navigation current={route.screen} />
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1}>
        <div className={classes.content} data-immersive={isImmersive(route)}>
          <Screens route={route} />
        </div>
      </AppShell.Main>
      <AppShell.Footer>
        <StatusBar bridge={bridge} pad={pad} />
      </AppShell.Footer>
      <ConnectionBanner bridge={bridge} silent={route.screen === "drive"} />
      <Welcome />
    </AppShell>
  );
}

/** The hash is the route, so the link moves the focus itself. */
function focusContent(event: { preventDefault(): void }): void {
  event.preventDefault();
  document.getElementById("content")?.focus();
}

function useChosenColorScheme(): void {
  const chosen = useSettings((state) => (state.current.status === "ready" ? state.current.value.colorScheme : null));
  const { setColorScheme } = useMantineColorScheme();
  useEffect(() => {
    if (chosen !== null) setColorScheme(chosen);
  }, [chosen, setColorScheme]);
}
