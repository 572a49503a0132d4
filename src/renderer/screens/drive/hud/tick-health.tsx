import { Tooltip } from "@mantine/core";
import type { JSX } from "react";
import { STEP_RATE } from "../../../../shared/base/specs.ts";
import { FRAME } from "../../../drive/records.ts";
import hud from "../hud.module.css";
import classes from "./tick-health.module.css";
import { useFrame } from "./use-frame.ts";

const SLOW = 4;
const milliseconds = (seconds: number): string => (Number.isNaN(seconds) ? "–" : (seconds * 1000).toFixed(1));

/** The control loop's own account: rate held, ticks missed, age of the input at use, work per tick. */
export function TickHealth({
  readFrame,
  sharedMemory,
}: {
  readonly readFrame: (out: Float64Array) => boolean;
  readonly sharedMemory: boolean;
}): JSX.Element {
  const frame = useFrame(readFrame, SLOW);
  const asked = STEP_RATE * (frame[FRAME.timeScale] || 1);
  const rate = frame[FRAME.rate] ?? 0;
  const missed = frame[FRAME.missed] ?? 0;
  const steady = rate === 0 || Math.abs(rate - asked) < asked * 0.02;
  const ageP50 = frame[FRAME.ageP50] ?? Number.NaN;
  const ageP99 = frame[FRAME.ageP99] ?? Number.NaN;
  return (
    <Tooltip
      multiline
      w={290}
      label={`Control ticks per real second, of ${asked.toFixed(1)} asked · ticks missed since the reset · age of the input when it was used, median and 99th percentile · work per tick. ${sharedMemory ? "Memory is shared with the simulation." : "Memory cannot be shared here; messages carry the samples."}`}
    >
      <dl
        className={`${hud.panel} ${classes.health}`}
        data-testid="tick-health"
        data-rate={rate.toFixed(2)}
        data-missed={missed}
        data-age-p50={ageP50.toFixed(5)}
        data-age-p99={ageP99.toFixed(5)}
        data-work-p50={(frame[FRAME.workP50] ?? Number.NaN).toFixed(6)}
        data-work-p99={(frame[FRAME.workP99] ?? Number.NaN).toFixed(6)}
        tabIndex={0}
      >
        <div data-state={steady ? "good" : "bad"}>
          <dt>Rate</dt>
          <dd>{rate === 0 ? "–" : rate.toFixed(1)} Hz</dd>
        </div>
        <div data-state={missed === 0 ? "good" : "warm"}>
          <dt>Missed</dt>
          <dd>{missed}</dd>
        </div>
        <div>
          <dt>Input age</dt>
          <dd>
            {milliseconds(ageP50)} / {milliseconds(ageP99)} ms
          </dd>
        </div>
        <div>
          <dt>Tick</dt>
          <dd>{milliseconds(frame[FRAME.workP99] ?? Number.NaN)} ms</dd>
        </div>
      </dl>
    </Tooltip>
  );
}
