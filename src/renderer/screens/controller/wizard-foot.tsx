import { Button, Group, Text } from "@mantine/core";
import type { JSX } from "react";
import type { PadLabels } from "../../input/pad-labels.ts";
import classes from "./controller.module.css";
import type { WizardStep } from "./wizard-state.ts";

interface WizardFootProps {
  readonly step: WizardStep;
  /** whose buttons lead through the steps; null: keyboard and mouse only, for now */
  readonly labels: PadLabels | null;
  /** press and back have to be held: what is tested moves nothing */
  readonly held: boolean;
  readonly ready: boolean;
  readonly saving: boolean;
  /** the step itself has something to press first */
  readonly second: boolean;
  readonly onBack: () => void;
  readonly onNext: () => void;
  readonly onReset: () => void;
}

/** The way through the steps. */
export function WizardFoot(props: WizardFootProps): JSX.Element {
  const { step, labels, held, ready, saving, second, onBack, onNext, onReset } = props;
  return (
    <div className={classes.foot}>
      <Text size="sm" c="dimmed" className={classes.hint} component="div">
        {labels === null ? (
          "Tab and Enter, or the mouse"
        ) : (
          <>
            {held && "Hold "}
            <kbd>{labels.buttons[0]}</kbd> chooses, {held && "hold "}
            <kbd>{labels.buttons[1] ?? "Esc"}</kbd> goes back, <kbd>↑</kbd> <kbd>↓</kbd> move, <kbd>←</kbd> <kbd>→</kbd>{" "}
            adjust
          </>
        )}
      </Text>
      <Group gap="xs" wrap="nowrap">
        {ready && step !== "connect" && (
          <Button variant="subtle" color="gray" onClick={onReset}>
            Reset to standard
          </Button>
        )}
        {step !== "connect" && (
          <Button variant="default" onClick={onBack}>
            Back
          </Button>
        )}
        <Button variant={second ? "default" : "filled"} onClick={onNext} disabled={!ready} loading={saving} data-next>
          {step === "save" ? "Save" : "Next"}
        </Button>
      </Group>
    </div>
  );
}
