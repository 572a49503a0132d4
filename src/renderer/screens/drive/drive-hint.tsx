import type { JSX } from "react";
import type { DriveLevel } from "../../../shared/control/levels.ts";
import type { InputDevice } from "../../input/input-source.ts";
import { commandGlyph } from "./command-button.tsx";
import { controlGlyph, controlKeys } from "./control-glyph.ts";
import classes from "./drive-hint.module.css";
import hud from "./hud.module.css";
import { CONTROLS, LEVEL_GUIDES } from "./level-guide.ts";
import { usePadProfile } from "./use-pad-profile.ts";

/** What there is to do while a policy drives. */
export function PolicyHint({ device }: { readonly device: InputDevice }): JSX.Element {
  return (
    <p className={`${hud.panel} ${classes.hint}`} data-testid="policy-hint">
      It drives by itself: <kbd>{commandGlyph("takeover", device)}</kbd> takes over at any moment,{" "}
      <kbd>{commandGlyph("startStop", device)}</kbd> records.
    </p>
  );
}

function DeviceWords(): JSX.Element {
  return (
    <>
      Press any button on your gamepad, or drive with <kbd>→</kbd> and <kbd>Space</kbd>.
    </>
  );
}

/** Asked to record with nothing in hand: what to do first. */
export function NoDeviceHint(): JSX.Element {
  return (
    <p className={`${hud.panel} ${classes.ask}`} role="alert" data-testid="no-device">
      <strong>With what will you drive?</strong>
      <span>
        <DeviceWords />
      </span>
    </p>
  );
}

/** What the level asks of the hands, in the words of the device in hand. */
export function DriveHint({
  device,
  level,
}: {
  readonly device: InputDevice;
  readonly level: DriveLevel;
}): JSX.Element {
  const { controls, line, keyboard } = LEVEL_GUIDES[level];
  const { unknown } = usePadProfile(device);
  if (device.kind === "none") {
    return (
      <p className={`${hud.panel} ${classes.hint}`} data-testid="no-pad">
        <DeviceWords />
      </p>
    );
  }
  const labels = device.kind === "pad" ? device.pad.labels : null;
  const wanted = CONTROLS.flatMap((control) => {
    const meaning = controls[control];
    if (meaning === undefined) return [];
    const glyph = labels === null ? null : controlGlyph(control, labels);
    const glyphs = glyph === null ? controlKeys(control) : [glyph];
    return glyphs.length === 0 ? [] : [{ control, meaning, glyphs }];
  });
  return (
    <div className={`${hud.panel} ${classes.hint}`} data-testid="drive-hint">
      <p className={classes.line}>
        {line} {device.kind === "keyboard" && keyboard}
        {unknown && " The browser does not know this pad's layout: some buttons may be elsewhere."}
      </p>
      <p className={classes.controls}>
        {wanted.map(({ control, meaning, glyphs }) => (
          <span key={control}>
            <span>
              {glyphs.map((glyph) => (
                <kbd key={glyph}>{glyph}</kbd>
              ))}
            </span>{" "}
            {meaning.toLowerCase()}
          </span>
        ))}
        <span>
          <span>
            <kbd>{commandGlyph("startStop", device)}</kbd>
          </span>{" "}
          records
        </span>
      </p>
    </div>
  );
}
