import { IconCircleCheck } from "@tabler/icons-react";
import type { JSX } from "react";
import { navigate } from "../../../state/use-route.ts";
import type { DriveSession } from "../../../drive/create-drive-session.ts";
import type { InputDevice } from "../../../input/input-source.ts";
import hud from "../hud.module.css";
import { OfferedButton } from "../offered-button.tsx";
import { countText } from "./target.ts";
import type { Target } from "./target.ts";
import classes from "./target-reached.module.css";

interface TargetReachedProps {
  readonly target: Target;
  readonly dataset: string;
  readonly device: InputDevice;
  readonly offer: DriveSession["offer"];
  /** takes another number of wanted episodes */
  readonly onTarget: (wanted: number) => void;
}

/** by which a target grows */
const MORE = 10;

/** As many episodes as were wanted are there, and no next one starts by itself. */
export function TargetReached({ target, dataset, device, offer, onTarget }: TargetReachedProps): JSX.Element {
  return (
    <div className={`${hud.panel} ${classes.reached}`} role="status" data-testid="target-reached">
      <p>
        <IconCircleCheck size={20} />
        <strong>Target reached</strong> {countText(target)}
      </p>
      <OfferedButton
        size="sm"
        command="redo"
        device={device}
        offer={offer}
        testId="target-train"
        onAction={() => navigate({ screen: "train", job: null, dataset })}
      >
        Train on it
      </OfferedButton>
      <OfferedButton
        size="sm"
        variant="default"
        command="mark"
        device={device}
        offer={offer}
        testId="target-more"
        onAction={() => onTarget(Math.max(target.wanted, target.whole) + MORE)}
      >
        {`Collect ${MORE} more`}
      </OfferedButton>
    </div>
  );
}
