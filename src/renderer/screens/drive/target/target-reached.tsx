import { Button } from "@mantine/core";
import { IconCircleCheck } from "@tabler/icons-react";
import type { JSX } from "react";
import { navigate } from "../../../state/use-route.ts";
import hud from "../hud.module.css";
import { countText } from "./target.ts";
import type { Target } from "./target.ts";
import classes from "./target-reached.module.css";

interface TargetReachedProps {
  readonly target: Target;
  readonly dataset: string;
  /** takes another number of wanted episodes */
  readonly onTarget: (wanted: number) => void;
}

/** by which a target grows */
const MORE = 10;

/** As many episodes as were wanted are there, and no next one starts by itself. */
export function TargetReached({ target, dataset, onTarget }: TargetReachedProps): JSX.Element {
  return (
    <div className={`${hud.panel} ${classes.reached}`} role="status" data-testid="target-reached">
      <p>
        <IconCircleCheck size={20} />
        <strong>Target reached</strong> {countText(target)}
      </p>
      <Button size="sm" onClick={() => navigate({ screen: "train", job: null, dataset })}>
        Train on it
      </Button>
      <Button size="sm" variant="default" onClick={() => onTarget(Math.max(target.wanted, target.whole) + MORE)}>
        Collect {MORE} more
      </Button>
    </div>
  );
}
