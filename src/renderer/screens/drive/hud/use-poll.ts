import { useEffect, useState } from "react";
import { onBeat } from "./beat.ts";

/** What `read` answers, asked `rate` times a second; renders only when it changes. `read` must be stable. */
export function usePoll<T extends string | number | boolean>(read: () => T, rate: number): T {
  const [value, setValue] = useState(read);
  useEffect(() => {
    const look = (): void => setValue(read());
    look();
    return onBeat(look, rate);
  }, [read, rate]);
  return value;
}
