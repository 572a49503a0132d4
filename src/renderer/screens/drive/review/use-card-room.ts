import { useEffect, useRef } from "react";
import type { RefObject } from "react";

/** Tells how much of the scene's right the card takes, with a margin to both sides; 0 when it goes. */
export function useCardRoom(onRoom: (width: number) => void): RefObject<HTMLElement | null> {
  const card = useRef<HTMLElement>(null);
  useEffect(() => {
    const element = card.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(() => onRoom(element.offsetWidth + 2 * MARGIN));
    observer.observe(element);
    return () => {
      observer.disconnect();
      onRoom(0);
    };
  }, [onRoom]);
  return card;
}

/** CSS pixels */
const MARGIN = 16;
