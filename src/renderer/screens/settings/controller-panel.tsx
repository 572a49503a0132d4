import { Button, Text } from "@mantine/core";
import { IconDeviceGamepad2 } from "@tabler/icons-react";
import type { JSX } from "react";
import { profileOf } from "../../../shared/ipc/pad-profiles.ts";
import type { Settings } from "../../../shared/ipc/settings.ts";
import { notifyFailure } from "../../components/notify-failure.ts";
import { Panel } from "../../components/panel.tsx";
import { padName } from "../../input/glyphs.ts";
import type { PadInfo } from "../../input/pad-presence.ts";
import { useAppState } from "../../state/app-state-context.tsx";
import { formatRoute } from "../../state/route.ts";
import { PadTiming } from "../controller/pad-timing.tsx";
import { SavedProfiles } from "../controller/saved-profiles.tsx";
import { usePadMonitor } from "../controller/use-pad-monitor.ts";
import { RumbleRows } from "./rumble-rows.tsx";
import classes from "./settings.module.css";

const WIZARD = formatRoute({ screen: "settings", wizard: "settings" });

function stateOf(pad: PadInfo, settings: Settings): string {
  const profile = profileOf(settings.padProfiles, pad.id);
  if (profile !== null) return `Profile “${profile.name === "" ? padName(pad.id) : profile.name}”`;
  return pad.standard ? "Standard layout, no profile of its own" : "Unknown layout: set it up";
}

/** The pad in hand, how often it speaks, and the profiles that are kept. */
export function ControllerPanel({ settings }: { readonly settings: Settings }): JSX.Element {
  const { settings: store } = useAppState();
  const { monitor, pad } = usePadMonitor();
  const change = (patch: Partial<Settings>): void =>
    void store
      .getState()
      .change(patch)
      .then((failure) => (failure === null ? undefined : notifyFailure(failure)));
  return (
    <Panel
      title="Controller"
      aside={
        <Button size="compact-sm" component="a" href={WIZARD}>
          Set up a controller
        </Button>
      }
    >
      <div className={classes.about}>
        <IconDeviceGamepad2 size={34} stroke={1.4} aria-hidden />
        <div className={classes.grow}>
          <Text fw={600}>{pad === null ? "No gamepad" : padName(pad.id)}</Text>
          <Text size="xs" c="dimmed">
            {pad === null ? "Press a button on it, and it shows here." : stateOf(pad, settings)}
          </Text>
        </div>
      </div>
      {pad !== null && monitor !== null && (
        <div className={classes.timing}>
          <PadTiming monitor={monitor} />
        </div>
      )}
      {pad !== null && <RumbleRows pad={pad} settings={settings} change={change} />}
      <SavedProfiles
        profiles={settings.padProfiles}
        newest={() => {
          const { current } = store.getState();
          return current.status === "ready" ? current.value.padProfiles : settings.padProfiles;
        }}
        onStore={(padProfiles) => store.getState().change({ padProfiles })}
      />
    </Panel>
  );
}
