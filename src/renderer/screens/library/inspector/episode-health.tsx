import { IconAlertTriangle, IconCircleCheck, IconMinus } from "@tabler/icons-react";
import type { JSX } from "react";
import type { EpisodeSummary } from "../../../../shared/dataset/episode.ts";
import { formatCount } from "../../../components/format.ts";
import classes from "./episode-health.module.css";
import { Section } from "./section.tsx";

/** One thing that was checked or measured; null: neither good nor bad. */
export interface HealthCheck {
  readonly name: string;
  readonly value: string;
  readonly good: boolean | null;
}

/** Share of the asked rate that counts as held, and of ticks that may be missed. */
const HELD = 0.99;
const MISSED = 0.001;
/** s; the promise of docs: the age of the input when it is used stays below it 99 times in 100 */
const AGE_P99 = 0.012;

/** Whether the episode can be trusted: replay, timing, completeness. */
export function EpisodeHealth({ episode }: { readonly episode: EpisodeSummary }): JSX.Element {
  return (
    <Section title="Health">
      <ul className={classes.checks}>
        {checksOf(episode).map(({ name, value, good }) => (
          <li key={name} data-good={good}>
            {good === null ? (
              <IconMinus size={15} />
            ) : good ? (
              <IconCircleCheck size={15} />
            ) : (
              <IconAlertTriangle size={15} />
            )}
            <span className={classes.name}>{name}</span>
            <span className={classes.value}>{value}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** Exported for its test. */
function checksOf({ replays, recovered, health, steps }: EpisodeSummary): readonly HealthCheck[] {
  const checks: HealthCheck[] = [
    {
      name: "Replay",
      value: replays === null ? "cannot be checked" : replays ? "exact, bit for bit" : "drifts from the states",
      good: replays,
    },
  ];
  if (recovered) checks.push({ name: "End", value: "recovered from its journal", good: false });
  if (health === null) return [...checks, { name: "Timing", value: "not driven live", good: null }];
  const { rateAsked, rateHeld, missedTicks, stoodStill, inputAgeP50, inputAgeP99, tickWorkP99 } = health;
  checks.push(
    {
      name: "Rate held",
      value: `${rateHeld.toFixed(1)} of ${rateAsked.toFixed(0)} Hz`,
      good: rateHeld >= HELD * rateAsked,
    },
    { name: "Missed ticks", value: formatCount(missedTicks), good: missedTicks <= MISSED * steps },
  );
  if (stoodStill !== undefined)
    checks.push({ name: "Stood still", value: `${stoodStill.toFixed(0)} s: the computer slept`, good: null });
  if (inputAgeP99 !== null) {
    const median = inputAgeP50 === null ? "" : `p50 ${milliseconds(inputAgeP50)}, `;
    checks.push({
      name: "Input age",
      value: `${median}p99 ${milliseconds(inputAgeP99)} ms`,
      good: inputAgeP99 <= AGE_P99,
    });
  }
  if (tickWorkP99 !== null)
    checks.push({ name: "Tick work", value: `p99 ${milliseconds(tickWorkP99)} ms`, good: tickWorkP99 < 0.001 });
  return checks;
}

function milliseconds(seconds: number): string {
  return (seconds * 1000).toFixed(1);
}
