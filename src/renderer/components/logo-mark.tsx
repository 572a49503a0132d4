import type { JSX } from "react";

/** The hopper in two strokes: torso, thigh and leg, and the foot on the ground. */
export function LogoMark({ size = 30 }: { readonly size?: number }): JSX.Element {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 32 32"
      fill="none"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d="M19.5 4.5 15 15l5.5 6-3.5 5.5" stroke="var(--pogo-accent-text)" strokeWidth={4} />
      <path d="M12 27.5h9" stroke="var(--pogo-shell)" strokeWidth={4} />
    </svg>
  );
}
