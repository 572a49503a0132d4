import { useLayoutEffect, useRef, useState } from "react";
import type { RefObject } from "react";

/**
 * The fullest of `forms` ways to show a row of controls that needs no second line: 0 is the fullest, and the last is taken
 * where none fits. Looked for anew whenever `what` or the window changes.
 */
export function useFitting(
  forms: number,
  what: string,
): { readonly row: RefObject<HTMLDivElement | null>; readonly form: number } {
  const row = useRef<HTMLDivElement>(null);
  const width = useWindowWidth();
  const asked = `${width} ${what}`;
  const [tried, setTried] = useState({ asked, form: 0 });
  const form = tried.asked === asked ? tried.form : 0;
  useLayoutEffect(() => {
    if (form < forms - 1 && row.current !== null && wraps(row.current)) setTried({ asked, form: form + 1 });
  }, [asked, form, forms]);
  return { row, form };
}

/** Whether its children take more than one line. */
function wraps(row: HTMLElement): boolean {
  const tops = Array.from(row.children, (child) => (child instanceof HTMLElement ? child.offsetTop : 0));
  return tops.some((top) => top !== tops[0]);
}

function useWindowWidth(): number {
  const [width, setWidth] = useState(window.innerWidth);
  useLayoutEffect(() => {
    const take = (): void => setWidth(window.innerWidth);
    window.addEventListener("resize", take);
    return () => window.removeEventListener("resize", take);
  }, []);
  return width;
}
