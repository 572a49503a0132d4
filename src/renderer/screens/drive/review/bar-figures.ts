import { STEP_SECONDS } from "../../../../shared/base/specs.ts";
import type { ComparedFigure, EpisodeCoaching } from "../../../../shared/dataset/episode-coaching.ts";
import { formatFigure, formatPercent, formatReturn, formatSeconds } from "../../../components/format.ts";
import type { EpisodeOutcome } from "../../../drive/messages.ts";
import type { BarFigure } from "./figure-bars.tsx";

const metres = (value: number): string => `${formatFigure(value, 2)} m`;
const speed = (value: number): string => `${formatFigure(value, 2)} m/s`;
const jerk = (value: number): string => value.toFixed(3);

/** beside the value, whose unit it shares */
const UNIT = / m(?:\/s)?$/;

/** The figures of the coaching card; what only the host knows is a dash until it has answered. */
export function barFigures(outcome: EpisodeOutcome, coaching: EpisodeCoaching | null): readonly BarFigure[] {
  const seconds = outcome.steps * STEP_SECONDS;
  const compared = (
    key: ComparedFigure,
    label: string,
    value: number | null,
    write: (value: number) => string,
    title: string,
    full?: number,
  ): BarFigure => {
    const typical = coaching?.typical?.[key] ?? null;
    return {
      key,
      label,
      value,
      typical,
      title,
      text: value === null ? "–" : write(value),
      typicalText: typical === null ? "" : `usually ${write(typical).replace(UNIT, "")}`,
      ...(full === undefined ? {} : { full }),
    };
  };
  const figures = coaching?.figures ?? null;
  const novelty = coaching?.novelty ?? null;
  return [
    compared("return", "Return", outcome.return, formatReturn, returnTitle(coaching)),
    compared("distance", "Distance", outcome.distance, metres, "From the first to the last step"),
    compared("speed", "Mean speed", seconds === 0 ? null : outcome.distance / seconds, speed, "Distance by time"),
    {
      key: "time",
      label: "Time",
      text: formatSeconds(seconds),
      value: null,
      typical: null,
      typicalText: `${outcome.steps} steps`,
      title: "Simulated time",
    },
    compared(
      "idleShare",
      "Without input",
      figures?.idleShare ?? null,
      formatPercent,
      "Share of the steps with both sticks at rest and no trigger pulled",
      1,
    ),
    compared(
      "saturation",
      "Motors at their most",
      figures?.saturation ?? null,
      formatPercent,
      "Share of the torques at a limit",
      1,
    ),
    compared(
      "jerk",
      "Roughness",
      figures?.jerk ?? null,
      jerk,
      "Root mean square of the second difference of the torques: less is smoother",
    ),
    {
      key: "novelty",
      label: "New to the dataset",
      text: novelty === null ? "–" : formatPercent(novelty),
      value: novelty,
      typical: null,
      typicalText: noveltyNote(coaching),
      title: "Share of the visited cells of height × lean and thigh × leg that no other used episode visited",
      full: 1,
    },
  ];
}

function returnTitle(coaching: EpisodeCoaching | null): string {
  const best = coaching?.best ?? null;
  return `Sum of the rewards${best === null ? "" : `; your best at this level until now: ${formatReturn(best)}`}`;
}

function noveltyNote(coaching: EpisodeCoaching | null): string {
  if (coaching === null) return "";
  return coaching.compared === 0
    ? "the first of its kind"
    : `beside ${coaching.compared} ${coaching.compared === 1 ? "other" : "others"}`;
}
