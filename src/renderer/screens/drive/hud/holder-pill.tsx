import { IconBrain, IconUser } from "@tabler/icons-react";
import type { JSX } from "react";
import { isCorrecting } from "../../../../shared/record/takeover-table.ts";
import type { TakeoverPhase } from "../../../../shared/record/takeover-table.ts";
import type { Command } from "../../../input/bindings.ts";
import type { InputDevice } from "../../../input/input-source.ts";
import { CommandButton } from "../command-button.tsx";
import hud from "../hud.module.css";
import classes from "./holder-pill.module.css";

/** Who holds the hopper while a policy drives, and the button that changes it. */
export function HolderPill({
  takeover,
  changing,
  policy,
  device,
  onCommand,
}: {
  readonly takeover: TakeoverPhase;
  /** a good moment is awaited */
  readonly changing: boolean;
  readonly policy: string;
  readonly device: InputDevice;
  readonly onCommand: (command: Command) => void;
}): JSX.Element {
  const taken = isCorrecting(takeover);
  const mine = taken !== changing;
  return (
    <div className={`${hud.panel} ${classes.pill}`} data-testid="holder" data-holder={mine ? "person" : "policy"}>
      {mine ? <IconUser size={18} /> : <IconBrain size={18} />}
      <span className={classes.who}>
        {changing ? (
          `${taken ? "Taking over" : "Handing back"} …`
        ) : mine ? (
          "You drive"
        ) : (
          <span title={`“${policy}” drives`}>Policy drives</span>
        )}
      </span>
      <CommandButton
        command="takeover"
        device={device}
        onCommand={onCommand}
        size="xs"
        variant={taken && !changing ? "default" : "filled"}
      >
        {changing ? "At once" : taken ? "Hand back" : "Take over"}
      </CommandButton>
    </div>
  );
}
