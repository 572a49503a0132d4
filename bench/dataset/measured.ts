import { writeFileSync } from "node:fs";

/** What a piece of work took. */
export interface Cost {
  readonly wallSeconds: number;
  /** of all threads of this process; on a busy machine it says more than the wall's */
  readonly cpuSeconds: number;
  /** the most memory that the process held meanwhile; where the system cannot forget its peak (not Linux), since its start */
  readonly peakMegabytes: number;
}

/** Linux forgets a process's peak on request (proc(5), clear_refs 5). */
function forgetPeak(): void {
  try {
    writeFileSync("/proc/self/clear_refs", "5");
  } catch {
    // other systems keep it
  }
}

/** Does `work` and answers what it made and what it took. */
export async function measured<T>(work: () => T | Promise<T>): Promise<{ readonly made: T; readonly cost: Cost }> {
  forgetPeak();
  const cpu = process.cpuUsage();
  const started = performance.now();
  const made = await work();
  const wallSeconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  const peakMegabytes = process.resourceUsage().maxRSS / 1024;
  return { made, cost: { wallSeconds, cpuSeconds: (user + system) / 1e6, peakMegabytes } };
}

/** A rate beside its bar, by the clock and by the processor alone. Megabytes are 10⁶ bytes of the episodes' own files. */
export interface Rate extends Cost {
  readonly megabytes: number;
  readonly megabytesPerSecond: number;
  readonly megabytesPerCpuSecond: number;
  readonly cpuSecondsPer100Megabytes: number;
  readonly barMegabytesPerSecond: number;
  /** by the clock */
  readonly ok: boolean;
}

export function rateOf(bytes: number, cost: Cost, barMegabytesPerSecond: number): Rate {
  const megabytes = bytes / 1e6;
  const megabytesPerSecond = megabytes / cost.wallSeconds;
  return {
    ...cost,
    megabytes,
    megabytesPerSecond,
    megabytesPerCpuSecond: megabytes / cost.cpuSeconds,
    cpuSecondsPer100Megabytes: (100 * cost.cpuSeconds) / megabytes,
    barMegabytesPerSecond,
    ok: megabytesPerSecond >= barMegabytesPerSecond,
  };
}
