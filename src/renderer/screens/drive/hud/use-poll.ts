import { useEffect, useState } from "react";

/** What `read` answers, asked `rate` times a second; renders only when it changes. `read` must be stable. */
export function usePoll<T extends string | number | boolean>(read: () => T, rate: number): T {
  const [value, setValue] = useState(read);
  useEffect(() => {
    const look = (): void => setValue(read());
    const timer = setInterval(look, 1000 / rate);
    look();
    return () => clearInterval(timer);
  }, [read, rate]);
  return value;
}
