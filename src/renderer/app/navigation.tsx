import { IconBrain, IconBooks, IconChartLine, IconDeviceGamepad2, IconSettings } from "@tabler/icons-react";
import type { ComponentType, JSX } from "react";
import { LogoMark } from "../components/logo-mark.tsx";
import { SCREENS, formatRoute, routeOf } from "../state/route.ts";
import type { ScreenName } from "../state/route.ts";
import classes from "./navigation.module.css";

const SCREEN_LABELS: Readonly<Record<ScreenName, string>> = {
  drive: "Drive",
  library: "Library",
  train: "Train",
  policies: "Policies",
  settings: "Settings",
};

const ICONS: Readonly<Record<ScreenName, ComponentType<{ readonly size?: number; readonly stroke?: number }>>> = {
  drive: IconDeviceGamepad2,
  library: IconBooks,
  train: IconChartLine,
  policies: IconBrain,
  settings: IconSettings,
};

/** The rail of screens: real links, so that they can be opened and copied as such. */
export function Navigation({ current }: { readonly current: ScreenName }): JSX.Element {
  return (
    <nav className={classes.rail} aria-label="Screens">
      <div className={classes.mark}>
        <LogoMark size={34} />
      </div>
      {SCREENS.map((screen, index) => {
        const Icon = ICONS[screen];
        return (
          <a
            key={screen}
            href={formatRoute(routeOf(screen))}
            className={screen === "settings" ? `${classes.link} ${classes.last}` : classes.link}
            aria-current={screen === current ? "page" : undefined}
            aria-keyshortcuts={String(index + 1)}
            title={`${SCREEN_LABELS[screen]} (${index + 1})`}
          >
            <Icon size={22} stroke={1.7} />
            <span>{SCREEN_LABELS[screen]}</span>
          </a>
        );
      })}
    </nav>
  );
}
