import { IconCheck } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import type { JSX } from "react";
import { readPad, RIGHT_TRIGGER } from "../../../../shared/control/pad-sample.ts";
import type { PadSample } from "../../../../shared/control/pad-sample.ts";
import type { InputDevice } from "../../../input/input-source.ts";
import type { DriveSession } from "../../../drive/create-drive-session.ts";
import { OfferedButton } from "../offered-button.tsx";
import hud from "../hud.module.css";
import classes from "./first-run-guide.module.css";
import { doneAfter, FIRST_STEPS, firstStepText } from "./first-run-steps.ts";
import type { FirstStep } from "./first-run-steps.ts";

interface FirstRunGuideProps {
  readonly device: InputDevice;
  readonly pad: PadSample;
  readonly offer: DriveSession["offer"];
  readonly onSkip: () => void;
}

const LOOKS_PER_SECOND = 10;

/** The first drive, step by step; what has been done is ticked off. */
export function FirstRunGuide({ device, pad, offer, onSkip }: FirstRunGuideProps): JSX.Element {
  const [done, setDone] = useState<ReadonlySet<FirstStep>>(new Set());
  const has = device.kind !== "none";
  useEffect(() => {
    const look = (): void =>
      setDone((before) =>
        doneAfter(before, {
          device: has,
          stick: readPad(pad.axes, 0),
          trigger: readPad(pad.buttons, RIGHT_TRIGGER),
          recording: false,
        }),
      );
    const timer = setInterval(look, 1000 / LOOKS_PER_SECOND);
    look();
    return () => clearInterval(timer);
  }, [has, pad]);
  const next = FIRST_STEPS.find((step) => !done.has(step));
  return (
    <section className={`${hud.panel} ${classes.guide}`} aria-label="Your first drive" data-testid="first-run">
      <div className={classes.head}>
        <strong>Your first drive</strong>
        <OfferedButton
          className={classes.skip ?? ""}
          variant="subtle"
          size="compact-xs"
          color="gray"
          command="discard"
          device={device}
          offer={offer}
          testId="first-run-skip"
          onAction={onSkip}
        >
          Skip
        </OfferedButton>
      </div>
      <ol className={classes.steps}>
        {FIRST_STEPS.map((step, i) => {
          const { glyphs, text } = firstStepText(step, device);
          const state = done.has(step) ? "done" : step === next ? "next" : "later";
          return (
            <li key={step} className={classes.step} data-state={state} data-testid={`first-${step}`}>
              <span className={classes.number} aria-hidden="true">
                {state === "done" ? <IconCheck size={14} stroke={3} /> : i + 1}
              </span>
              <span>
                {glyphs.map((glyph, place) => (
                  <span key={glyph}>
                    {place > 0 && "or "}
                    <kbd>{glyph}</kbd>{" "}
                  </span>
                ))}
                <span className={classes.text}>
                  {text}
                  {state === "done" && <span className={classes.hidden}> (done)</span>}
                </span>
              </span>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
