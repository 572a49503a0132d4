import { useDebouncedCallback } from "@mantine/hooks";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { useState } from "react";
import type { JSX, KeyboardEvent } from "react";
import { shifted } from "./menu-row.ts";
import type { MenuRow } from "./menu-row.ts";
import classes from "./quick-menu.module.css";

interface ValueRowProps {
  readonly row: MenuRow;
  /** the first one that the menu is opened at */
  readonly first: boolean;
  readonly onFocus: (note: string | null) => void;
  /** what is shown is meant: the menu has done its work */
  readonly onDone: () => void;
}

/** ms without a push after which the value is taken: whoever goes through a list does not load all of it */
const SETTLED = 350;

/** One choice with its value; left and right change it, and it holds a moment later, or at once where the menu closes. */
export function ValueRow({ row, first, onFocus, onDone }: ValueRowProps): JSX.Element {
  const { label, value, min, max, closed } = row;
  const [draft, setDraft] = useState<number | null>(null);
  const take = useDebouncedCallback(
    (next: number) => {
      setDraft(null);
      row.take(next);
    },
    { delay: SETTLED, flushOnUnmount: true },
  );
  const shown = draft ?? value;
  const shift = (by: 1 | -1): void => {
    const next = shifted(row, shown, by);
    if (next === shown) return;
    setDraft(next);
    onFocus(row.noteOf(next));
    take(next);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "ArrowLeft") shift(-1);
    else if (event.key === "ArrowRight") shift(1);
    else if (event.key === "Enter") {
      take.flush();
      onDone();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  if (closed !== null) {
    return (
      <div className={classes.row} data-closed="true">
        <span className={classes.label}>{label}</span>
        <span className={classes.value}>
          {row.textOf(shown)} <i>{closed}</i>
        </span>
      </div>
    );
  }
  return (
    <div
      className={classes.row}
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-valuemin={min}
      aria-valuemax={max}
      aria-valuenow={shown}
      aria-valuetext={row.textOf(shown)}
      data-testid={`menu-${row.key}`}
      data-autofocus={first ? true : undefined}
      onKeyDown={onKeyDown}
      onFocus={() => onFocus(row.noteOf(shown))}
      onPointerEnter={() => onFocus(row.noteOf(shown))}
    >
      <span className={classes.label}>{label}</span>
      <span className={classes.value}>
        <Arrow by={-1} open={shown > min} onShift={shift} />
        <span className={classes.text} title={row.textOf(shown)}>
          {row.textOf(shown)}
        </span>
        <Arrow by={1} open={shown < max} onShift={shift} />
      </span>
    </div>
  );
}

/** For the pointer alone; keys and pad have the whole row. */
function Arrow({
  by,
  open,
  onShift,
}: {
  readonly by: 1 | -1;
  readonly open: boolean;
  readonly onShift: (by: 1 | -1) => void;
}): JSX.Element {
  const Icon = by < 0 ? IconChevronLeft : IconChevronRight;
  return (
    <button
      type="button"
      className={classes.arrow}
      tabIndex={-1}
      disabled={!open}
      aria-hidden="true"
      data-by={by}
      onClick={() => onShift(by)}
    >
      <Icon size={18} stroke={2.2} />
    </button>
  );
}
