import { ActionIcon, Button, Text, Tooltip } from "@mantine/core";
import { IconDeviceGamepad2, IconTrash } from "@tabler/icons-react";
import type { JSX } from "react";
import { profileOf, withProfile } from "../../../shared/ipc/pad-profiles.ts";
import type { Settings } from "../../../shared/ipc/settings.ts";
import { notifyFailure } from "../../components/notify-failure.ts";
import { Panel } from "../../components/panel.tsx";
import { padName } from "../../input/glyphs.ts";
import type { PadInfo } from "../../input/pad-presence.ts";
import { canShake, shakePad } from "../../input/shake.ts";
import { useAppState } from "../../state/app-state-context.tsx";
import { formatRoute } from "../../state/route.ts";
import { PadTiming } from "../controller/pad-timing.tsx";
import { usePadMonitor } from "../controller/use-pad-monitor.ts";
import classes from "./settings.module.css";

const WIZARD = formatRoute({ screen: "settings", wizard: "settings" });
const TRY_OUT = { strong: 0.8, weak: 0.5, duration: 250 };

function stateOf(pad: PadInfo, settings: Settings): string {
  const profile = profileOf(settings.padProfiles, pad.id);
  if (profile !== null) return `Profile “${profile.name === "" ? padName(pad.id) : profile.name}”`;
  return pad.standard ? "Standard layout, no profile of its own" : "Unknown layout: set it up";
}

/** The pad in hand, how often it speaks, and the profiles that are kept. */
export function ControllerPanel({ settings }: { readonly settings: Settings }): JSX.Element {
  const { settings: store } = useAppState();
  const { monitor, pad } = usePadMonitor();
  const saved = Object.entries(settings.padProfiles);
  const forget = async (id: string): Promise<void> => {
    const failure = await store.getState().change({ padProfiles: withProfile(settings.padProfiles, id, null) });
    if (failure !== null) notifyFailure(failure);
  };
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
        {pad !== null && canShake(pad.index) && (
          <Button size="compact-sm" variant="default" onClick={() => shakePad(pad.index, TRY_OUT)}>
            Try the rumble
          </Button>
        )}
      </div>
      {pad !== null && monitor !== null && (
        <div className={classes.timing}>
          <PadTiming monitor={monitor} />
        </div>
      )}
      {saved.length > 0 && (
        <ul className={classes.profiles} aria-label="Saved profiles">
          {saved.map(([id, profile]) => (
            <li key={id}>
              <div>
                <Text size="sm" fw={600}>
                  {profile.name === "" ? padName(id) : profile.name}
                </Text>
                <Text size="xs" c="dimmed" className={classes.wrap}>
                  {id}
                </Text>
              </div>
              <Tooltip label="Forget this profile">
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={`Forget the profile of ${padName(id)}`}
                  onClick={() => void forget(id)}
                >
                  <IconTrash size={16} />
                </ActionIcon>
              </Tooltip>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
