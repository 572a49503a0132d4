import { useCallback, useEffect, useRef, useState } from "react";
import type { RefObject } from "react";

export interface WindowedRows {
  readonly container: RefObject<HTMLDivElement | null>;
  /** rows first…end-1 are to be drawn */
  readonly first: number;
  readonly end: number;
  /** scrolls as little as needed to show a row */
  reveal(index: number): void;
}

/** Rows drawn beyond the edges, so that scrolling does not outrun drawing. */
const OVERSCAN = 8;

/** Draws only the rows in sight of a scrolling table with rows of one height below a sticky head. */
export function useWindowedRows(count: number, rowHeight: number, headHeight: number): WindowedRows {
  const container = useRef<HTMLDivElement>(null);
  const [range, setRange] = useState({ first: 0, end: 40 });

  const measure = useCallback((): void => {
    const element = container.current;
    if (element === null) return;
    const first = Math.max(0, Math.floor(element.scrollTop / rowHeight) - OVERSCAN);
    const end = Math.ceil((element.scrollTop + element.clientHeight) / rowHeight) + OVERSCAN;
    setRange((known) => (known.first === first && known.end === end ? known : { first, end }));
  }, [rowHeight]);

  useEffect(() => {
    const element = container.current;
    if (element === null) return undefined;
    measure();
    element.addEventListener("scroll", measure, { passive: true });
    const resized = new ResizeObserver(measure);
    resized.observe(element);
    return () => {
      element.removeEventListener("scroll", measure);
      resized.disconnect();
    };
  }, [measure]);

  const reveal = useCallback(
    (index: number): void => {
      const element = container.current;
      if (element === null) return;
      const top = index * rowHeight;
      const bottom = top + rowHeight + headHeight;
      if (top < element.scrollTop) element.scrollTop = top;
      else if (bottom > element.scrollTop + element.clientHeight) element.scrollTop = bottom - element.clientHeight;
    },
    [rowHeight, headHeight],
  );

  const end = Math.min(count, range.end);
  return { container, first: Math.min(range.first, Math.max(0, end - 1)), end, reveal };
}
