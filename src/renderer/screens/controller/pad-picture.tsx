import { useCallback, useRef } from "react";
import type { JSX } from "react";
import type { MappedPad, PadFamily, PadProfile } from "../../../shared/control/pad-profile.ts";
import { buttonGlyph } from "../../input/glyphs.ts";
import type { PadMonitor } from "../../input/pad-monitor.ts";
import classes from "./pad-picture.module.css";
import { useMappedPad } from "./use-mapped-pad.ts";

interface PadPictureProps {
  readonly monitor: PadMonitor;
  readonly profile: PadProfile;
  readonly family: PadFamily;
  /** of the standard layout, pointed out: what is asked for */
  readonly wanted?: { readonly kind: "axis" | "button"; readonly index: number } | null;
}

type Place = readonly [x: number, y: number];

/** Centres of the round buttons: face, view, menu, cross, home. */
const ROUND: Readonly<Record<number, Place>> = {
  0: [318, 122],
  1: [344, 96],
  2: [292, 96],
  3: [318, 70],
  8: [174, 84],
  9: [246, 84],
  12: [136, 124],
  13: [136, 168],
  14: [114, 146],
  15: [158, 146],
  16: [210, 66],
};
const SHOULDERS: Readonly<Record<number, Place>> = { 4: [62, 34], 5: [294, 34] };
const TRIGGERS: Readonly<Record<number, Place>> = { 6: [62, 4], 7: [294, 4] };
const STICKS: readonly (readonly [axis: 0 | 2, button: number, Place])[] = [
  [0, 10, [102, 90]],
  [2, 11, [272, 152]],
];
const TRAVEL = 15;
const BODY =
  "M98 50 H322 C368 50 392 92 402 150 C410 204 392 232 366 226 C340 218 330 192 304 192 H116 C90 192 80 218 54 226 C28 232 10 204 18 150 C28 92 52 50 98 50 Z";

/** The pad in hand as Pogo reads it, drawn in the standard layout: what is pressed lights up, sticks move. */
export function PadPicture({ monitor, profile, family, wanted = null }: PadPictureProps): JSX.Element {
  const svg = useRef<SVGSVGElement>(null);
  const draw = useCallback((pad: MappedPad) => {
    for (const part of svg.current?.querySelectorAll<SVGElement>("[data-button]") ?? []) {
      const value = pad.buttons[Number(part.dataset["button"])] ?? 0;
      part.style.setProperty("--value", value.toFixed(2));
    }
    for (const part of svg.current?.querySelectorAll<SVGElement>("[data-axis]") ?? []) {
      const axis = Number(part.dataset["axis"]);
      const [x, y] = [pad.axes[axis] ?? 0, pad.axes[axis + 1] ?? 0];
      part.setAttribute("transform", `translate(${(x * TRAVEL).toFixed(1)} ${(y * TRAVEL).toFixed(1)})`);
    }
  }, []);
  useMappedPad(monitor, profile, draw);
  // In a picture the place is seen.
  const labelAt = (button: number): string => buttonGlyph(family, button).replace("Face ", "");
  const isWanted = (kind: "axis" | "button", ...indices: readonly number[]): boolean =>
    wanted?.kind === kind && indices.includes(wanted.index);
  return (
    <svg ref={svg} className={classes.picture} viewBox="0 -4 420 240" role="img" aria-label="The pad as Pogo reads it">
      {Object.entries(TRIGGERS).map(([button, [x, y]]) => (
        <g key={button} data-wanted={isWanted("button", Number(button))}>
          <rect className={classes.part} x={x} y={y} width="64" height="24" rx="8" />
          <rect className={classes.level} data-button={button} x={x} y={y} width="64" height="24" rx="8" />
          <text x={x + 32} y={y + 16}>
            {labelAt(Number(button))}
          </text>
        </g>
      ))}
      <path className={classes.body} d={BODY} />
      {Object.entries(SHOULDERS).map(([button, [x, y]]) => (
        <g key={button} data-wanted={isWanted("button", Number(button))}>
          <rect className={classes.part} x={x} y={y} width="64" height="20" rx="8" />
          <rect className={classes.light} data-button={button} x={x} y={y} width="64" height="20" rx="8" />
          <text x={x + 32} y={y + 14}>
            {labelAt(Number(button))}
          </text>
        </g>
      ))}
      {Object.entries(ROUND).map(([button, [x, y]]) => (
        <g key={button} data-wanted={isWanted("button", Number(button))}>
          <circle className={classes.part} cx={x} cy={y} r="13" />
          <circle className={classes.light} data-button={button} cx={x} cy={y} r="13" />
          <text x={x} y={y + 4} data-long={labelAt(Number(button)).length > 2}>
            {labelAt(Number(button))}
          </text>
        </g>
      ))}
      {STICKS.map(([axis, button, [x, y]]) => (
        <g key={axis} data-wanted={isWanted("axis", axis, axis + 1) || isWanted("button", button)}>
          <circle className={classes.part} cx={x} cy={y} r="27" />
          <g data-axis={axis}>
            <circle className={classes.knob} cx={x} cy={y} r="17" />
            <circle className={classes.light} data-button={button} cx={x} cy={y} r="17" />
            <text x={x} y={y + 4}>
              {labelAt(button)}
            </text>
          </g>
        </g>
      ))}
    </svg>
  );
}
