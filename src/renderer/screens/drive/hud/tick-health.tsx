import { UnstyledButton, VisuallyHidden } from "@mantine/core";
import { useMemo, useRef, useState } from "react";
import type { JSX } from "react";
import { STEP_RATE } from "../../../../shared/base/specs.ts";
import { formatPlural } from "../../../components/format.ts";
import { FRAME } from "../../../drive/records.ts";
import hud from "../hud.module.css";
import classes from "./tick-health.module.css";
import { createTickJudge } from "./tick-verdict.ts";
import type { TickVerdict } from "./tick-verdict.ts";
import { scaleName } from "./time-control.tsx";
import { useInstrument } from "./use-instrument.ts";
import { writeAttribute, writeText } from "./write-node.ts";

const SLOW = 4;
const ms = (seconds: number): string => {
  if (Number.isNaN(seconds)) return "–";
  const value = seconds * 1000;
  return `${value < 9.95 ? value.toFixed(1) : value.toFixed(0)} ms`;
};

/**
 * The control loop's own account: one quiet dot with the rate while all is well, the figures spelled out when it is not, or
 * when they are asked for.
 */
export function TickHealth({
  readFrame,
  sharedMemory,
}: {
  readonly readFrame: (out: Float64Array) => boolean;
  readonly sharedMemory: boolean;
}): JSX.Element {
  const button = useRef<HTMLButtonElement>(null);
  const rateShown = useRef<HTMLElement>(null);
  const missedShown = useRef<HTMLSpanElement>(null);
  const ageShown = useRef<HTMLSpanElement>(null);
  const workShown = useRef<HTMLSpanElement>(null);
  const [opened, setOpened] = useState(false);
  const draw = useMemo(() => {
    const judge = createVerdictReader();
    return (frame: Float64Array): void => {
      const verdict = judge(frame);
      const timeScale = frame[FRAME.timeScale] || 1;
      const rate = frame[FRAME.rate] ?? 0;
      const missed = frame[FRAME.missed] ?? 0;
      const ageP50 = frame[FRAME.ageP50] ?? Number.NaN;
      const ageP99 = frame[FRAME.ageP99] ?? Number.NaN;
      const workP50 = frame[FRAME.workP50] ?? Number.NaN;
      const workP99 = frame[FRAME.workP99] ?? Number.NaN;
      const tell = (name: string, value: string): void => writeAttribute(button.current, `data-${name}`, value);
      tell("verdict", verdict);
      tell("rate", rate.toFixed(2));
      tell("missed", String(missed));
      tell("age-p50", ageP50.toFixed(5));
      tell("age-p99", ageP99.toFixed(5));
      tell("work-p50", workP50.toFixed(6));
      tell("work-p99", workP99.toFixed(6));
      writeText(rateShown.current, rateText(rate, timeScale, verdict));
      writeText(missedShown.current, `${formatPlural(missed, "tick")} missed`);
      writeAttribute(missedShown.current, "data-warm", String(missed > 0));
      writeText(ageShown.current, Number.isNaN(ageP50) ? "no input yet" : `input ${ms(ageP50)} (99 %: ${ms(ageP99)})`);
      writeAttribute(ageShown.current, "data-warm", String(ageP99 > 0.05));
      writeText(workShown.current, `work ${ms(workP99)}`);
    };
  }, []);
  useInstrument(readFrame, draw, SLOW);
  return (
    <UnstyledButton
      ref={button}
      className={`${hud.panel} ${classes.health}`}
      data-testid="tick-health"
      data-opened={opened}
      aria-expanded={opened}
      onClick={() => setOpened(!opened)}
    >
      <span className={classes.short}>
        <i className={classes.dot} aria-hidden="true" />
        <VisuallyHidden>Control loop: </VisuallyHidden>
        <b ref={rateShown} />
      </span>
      <span className={classes.figures}>
        <span ref={missedShown} />
        <span ref={ageShown} />
        <span ref={workShown} />
      </span>
      <span className={classes.note}>
        Since the start of the episode: ticks that came too late, the age of the stick&apos;s position when it was used,
        and the work of the slowest of 100 ticks.{" "}
        {sharedMemory
          ? "Memory is shared with the simulation."
          : "Memory cannot be shared here; messages carry the samples."}
      </span>
    </UnstyledButton>
  );
}

function createVerdictReader(): (frame: Float64Array) => TickVerdict {
  const judge = createTickJudge();
  return (frame) =>
    judge.look(
      {
        rate: frame[FRAME.rate] ?? 0,
        timeScale: frame[FRAME.timeScale] || 1,
        missed: frame[FRAME.missed] ?? 0,
        ageP99: frame[FRAME.ageP99] ?? Number.NaN,
      },
      performance.now(),
    );
}

function rateText(rate: number, timeScale: number, verdict: TickVerdict): string {
  if (verdict === "resting") return "At rest";
  const asked = STEP_RATE * timeScale;
  const held = `${rate.toFixed(0)} ${verdict === "bad" ? `of ${asked.toFixed(0)} ` : ""}Hz`;
  return timeScale === 1 ? held : `${held} at ${scaleName(timeScale)}`;
}
