import { ActionIcon, NumberInput, Slider, Tooltip } from "@mantine/core";
import {
  IconPlayerPauseFilled,
  IconPlayerPlayFilled,
  IconPlayerSkipBack,
  IconPlayerTrackNext,
  IconPlayerTrackPrev,
  IconRefresh,
} from "@tabler/icons-react";
import { useEffect, useState } from "react";
import type { JSX } from "react";
import { STEP_SECONDS } from "../../../shared/base/specs.ts";
import type { ReplaySession } from "../../drive/create-replay-session.ts";
import { TIME_SCALES } from "../../drive/drive-state.ts";
import { FRAME } from "../../drive/records.ts";
import type { ReplayState } from "../../drive/replay-state.ts";
import { TimeScaleControl } from "../drive/hud/time-control.tsx";
import hud from "../drive/hud.module.css";
import { useFrame } from "../drive/hud/use-frame.ts";
import classes from "./replay.module.css";

const MAX_SEED = 0xffffffff;

/** Play, pause, step, pace, start over; a timeline for recorded episodes, a seed for what is simulated anew. */
export function Transport({
  session,
  state,
}: {
  readonly session: ReplaySession;
  readonly state: ReplayState;
}): JSX.Element {
  const recorded = state.subject?.kind === "episode";
  const idle = state.phase === "loading" || state.phase === "failed";
  const playing = state.phase === "playing";
  return (
    <div className={`${hud.panel} ${classes.transport}`} role="toolbar" aria-label="Replay">
      {recorded && <Timeline session={session} />}
      <div className={classes.row}>
        <Tool label="From the start (Home)" onClick={() => session.restart()} disabled={idle} testId="restart">
          <IconPlayerSkipBack size={18} />
        </Tool>
        {recorded && (
          <Tool label="One step back (←)" onClick={() => session.step(-1)} disabled={idle} testId="step-back">
            <IconPlayerTrackPrev size={18} />
          </Tool>
        )}
        <Tooltip label={playing ? "Pause (Space)" : "Play (Space)"}>
          <ActionIcon
            size={46}
            radius="xl"
            variant="filled"
            aria-label={playing ? "Pause" : "Play"}
            onClick={session.playOrPause}
            disabled={idle}
            data-testid="play-pause"
          >
            {playing ? <IconPlayerPauseFilled size={22} /> : <IconPlayerPlayFilled size={22} />}
          </ActionIcon>
        </Tooltip>
        <Tool label="One step (→)" onClick={() => session.step(1)} disabled={idle} testId="step">
          <IconPlayerTrackNext size={18} />
        </Tool>
        <TimeScaleControl value={state.timeScale} scales={TIME_SCALES} onChange={session.setTimeScale} />
        {!recorded && <SeedControl session={session} seed={state.seed} disabled={idle} />}
      </div>
    </div>
  );
}

function Tool({
  label,
  onClick,
  disabled,
  testId,
  children,
}: {
  readonly label: string;
  readonly onClick: () => void;
  readonly disabled: boolean;
  readonly testId: string;
  readonly children: JSX.Element;
}): JSX.Element {
  return (
    <Tooltip label={label}>
      <ActionIcon
        size={36}
        radius="xl"
        variant="default"
        aria-label={label}
        onClick={onClick}
        disabled={disabled}
        data-testid={testId}
      >
        {children}
      </ActionIcon>
    </Tooltip>
  );
}

function SeedControl({
  session,
  seed,
  disabled,
}: {
  readonly session: ReplaySession;
  readonly seed: number;
  readonly disabled: boolean;
}): JSX.Element {
  const [typed, setTyped] = useState<number | string>(seed);
  useEffect(() => setTyped(seed), [seed]);
  const restart = (): void => {
    const wanted = Number(typed);
    if (Number.isInteger(wanted) && wanted >= 0 && wanted <= MAX_SEED) session.restart(wanted);
  };
  return (
    <>
      <NumberInput
        aria-label="Seed of the start"
        size="xs"
        w={92}
        min={0}
        max={MAX_SEED}
        allowDecimal={false}
        allowNegative={false}
        hideControls
        leftSection="#"
        value={typed}
        onChange={setTyped}
        onKeyDown={(event) => event.key === "Enter" && restart()}
        data-testid="seed-input"
      />
      <Tool
        label="Start anew by the next seed (N)"
        disabled={disabled}
        testId="next-seed"
        onClick={() => {
          const next = Number(typed) === seed ? (seed + 1) % (MAX_SEED + 1) : Number(typed);
          setTyped(next);
          session.restart(next);
        }}
      >
        <IconRefresh size={18} />
      </Tool>
    </>
  );
}

function Timeline({ session }: { readonly session: ReplaySession }): JSX.Element {
  const frame = useFrame(session.readFrame);
  const position = frame[FRAME.position] ?? 0;
  const length = Math.max(1, frame[FRAME.length] ?? 1);
  return (
    <div className={classes.timeline}>
      <Slider
        aria-label="Step of the episode"
        min={0}
        max={length}
        step={1}
        value={position}
        onChange={session.seek}
        label={(value) => `${(value * STEP_SECONDS).toFixed(2)} s`}
        size="sm"
        thumbSize={14}
        data-testid="timeline"
      />
      <span className={classes.position}>
        {position} / {length}
      </span>
    </div>
  );
}
