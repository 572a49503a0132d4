import { Anchor } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useEffect } from "react";
import type { PadSample } from "../../../shared/control/pad-sample.ts";
import { createDriftWatch } from "../../input/drift-watch.ts";
import type { InputDevice } from "../../input/input-source.ts";
import { formatRoute } from "../../state/route.ts";
import classes from "./notice.module.css";
import { usePadProfile } from "./use-pad-profile.ts";

const ID = "drift";
const LOOKS_PER_SECOND = 10;

/** Tells, once for each stick of a pad, that it rests outside of the dead zone: the hopper is pushed all the time. */
export function useDriftNotice(pad: PadSample, device: InputDevice, deadZone: number): void {
  const { unknown } = usePadProfile(device);
  const driving = device.kind === "pad" && !unknown ? device.pad.index : null;
  const id = device.kind === "pad" ? device.pad.id : "";
  const left = device.kind === "pad" ? device.pad.labels.axes[0] : undefined;
  const right = device.kind === "pad" ? device.pad.labels.axes[2] : undefined;
  useEffect(() => {
    if (driving === null) return undefined;
    const watch = createDriftWatch();
    const look = (): void => {
      const drift = watch.look(pad, deadZone, performance.now());
      if (drift === null) return;
      const name = (drift.stick === 0 ? left : right)?.replace(/ [↔↕]$/, "").toLowerCase() ?? "stick";
      notifications.show({
        id: ID,
        position: "top-right",
        className: classes.notice ?? "",
        color: "yellow",
        title: `Your ${name} rests at ${drift.radius.toFixed(2)}`,
        message: (
          <>
            That is outside of its dead zone of {deadZone.toFixed(2)}, so it steers by itself.{" "}
            <Anchor href={formatRoute({ screen: "settings", wizard: "drive", measure: id })} size="sm">
              Measure it
            </Anchor>
          </>
        ),
        autoClose: 12_000,
      });
    };
    const timer = setInterval(look, 1000 / LOOKS_PER_SECOND);
    return () => {
      clearInterval(timer);
      notifications.hide(ID);
    };
  }, [pad, driving, id, deadZone, left, right]);
}
