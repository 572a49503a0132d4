import { cpus } from "node:os";
import { MAX_SPEED } from "../src/shared/control/command-limits.ts";
import { createHopper } from "../src/shared/sim/create-hopper.ts";
import { determinismHash } from "../src/shared/sim/determinism-hash.ts";
import type { Integrator } from "../src/shared/sim/types.ts";
import { countCollections } from "./physics/collections.ts";
import { runEpisodes, startOf, summarise } from "./physics/episodes.ts";
import { measureFidelity, median } from "./physics/fidelity.ts";
import { Gymnasium } from "./physics/gymnasium.ts";
import type { Rate, Start } from "./physics/gymnasium.ts";
import { simulateAtRandom } from "./physics/robustness.ts";
import { measureSpeed, recordActions } from "./physics/speed.ts";
import type { Driver } from "./physics/speed.ts";
import { measureWorkers } from "./physics/workers.ts";

type Report = (line: string) => void;

const INTEGRATORS: readonly Integrator[] = ["rk4", "euler"];
const DRIVERS: readonly Driver[] = ["random", "expert"];
const SPEEDS = [0, 0.5, 1, 1.5, 2, MAX_SPEED];
const ROUNDS = 3;
const TIMED_STEPS = 20_000;

/**
 * Fidelity against MuJoCo, returns of its expert and of our controller here and there, speed beside Gymnasium's Hopper-v5 in
 * the same sitting, garbage collections, robustness (10 million steps where POGO_BENCH_LONG is set) and the determinism hash.
 */
export async function run(report: Report): Promise<object> {
  const gymnasium = await prepare(report);
  return {
    node: process.version,
    cpu: cpus()[0]?.model ?? "unknown",
    fingerprint: createHopper().fingerprint,
    determinismHash: tell(report, "determinism hash", determinismHash()),
    fidelity: compareSteps(report),
    expert: await compareExpert(report, gymnasium),
    controller: await compareController(report, gymnasium),
    speed: await compareSpeed(report, gymnasium),
    collections: await collect(report),
    workers: tell(report, "worker threads", await measureWorkers()),
    robustness: tell(report, "robustness", simulateAtRandom(process.env.POGO_BENCH_LONG ? 1e7 : 1e5)),
  };
}

async function prepare(report: Report): Promise<Gymnasium | null> {
  try {
    report("preparing Gymnasium with MuJoCo (once, a minute)");
    return await Gymnasium.prepare();
  } catch (error) {
    report(`without Gymnasium: ${error instanceof Error ? error.message : String(error)}`);
    return null;
  }
}

function tell<T>(report: Report, name: string, value: T): T {
  report(`${name}: ${JSON.stringify(value)}`);
  return value;
}

function compareSteps(report: Report): object {
  return Object.fromEntries(
    INTEGRATORS.map((integrator) => [
      integrator,
      tell(report, `fidelity of ${integrator}`, measureFidelity(integrator)),
    ]),
  );
}

async function compareExpert(report: Report, gymnasium: Gymnasium | null): Promise<object> {
  const starts = Array.from({ length: 20 }, (_, seed) => startOf(seed, null));
  return compareEpisodes(report, "MuJoCo's expert", starts, gymnasium);
}

async function compareController(report: Report, gymnasium: Gymnasium | null): Promise<object> {
  const bySpeed: Record<string, object> = {};
  for (const speed of SPEEDS) {
    const starts = Array.from({ length: speed === MAX_SPEED ? 100 : 10 }, (_, seed) => startOf(seed, speed));
    bySpeed[speed] = await compareEpisodes(report, `controller at ${speed} m/s`, starts, gymnasium);
  }
  return bySpeed;
}

/** the same starts, closed loop, in every integrator and in MuJoCo */
async function compareEpisodes(
  report: Report,
  name: string,
  starts: readonly Start[],
  gymnasium: Gymnasium | null,
): Promise<object> {
  const ours = Object.fromEntries(
    INTEGRATORS.map((integrator) => [integrator, summarise(runEpisodes(starts, integrator))]),
  );
  const theirs = gymnasium === null ? null : summarise(await gymnasium.episodes(starts.slice(0, 20)));
  return tell(report, name, { ...ours, mujoco: theirs });
}

interface SpeedRow {
  readonly rk4: Rate;
  readonly euler: Rate;
  readonly gymnasium: Rate | null;
  /** of CPU time, over Gymnasium's */
  readonly times: { readonly rk4: number; readonly euler: number } | null;
}

async function compareSpeed(report: Report, gymnasium: Gymnasium | null): Promise<object> {
  const rates: Record<string, Rate[]> = {};
  const add = (name: string, rate: Rate): void => void (rates[name] ??= []).push(rate);
  const actions = DRIVERS.map((driver) => [driver, recordActions(driver, TIMED_STEPS)] as const);
  // in turns, so that whatever else the machine does falls on all alike
  for (let round = 0; round < ROUNDS; round++) {
    for (const [driver, recorded] of actions) {
      for (const integrator of INTEGRATORS) add(`${integrator} ${driver}`, measureSpeed(integrator, recorded, driver));
    }
    if (gymnasium === null) continue;
    const theirs = await gymnasium.speed(TIMED_STEPS / 2);
    for (const driver of DRIVERS) add(`gymnasium ${driver}`, theirs[driver]);
  }
  const middle = (name: string): Rate => ({
    wall: median((rates[name] ?? []).map(({ wall }) => wall)),
    cpu: median((rates[name] ?? []).map(({ cpu }) => cpu)),
  });
  return Object.fromEntries(DRIVERS.map((driver) => [driver, tell(report, `speed, ${driver}`, row(driver))]));

  function row(driver: Driver): SpeedRow {
    const [rk4, euler] = [middle(`rk4 ${driver}`), middle(`euler ${driver}`)];
    if (gymnasium === null) return { rk4, euler, gymnasium: null, times: null };
    const theirs = middle(`gymnasium ${driver}`);
    return { rk4, euler, gymnasium: theirs, times: { rk4: rk4.cpu / theirs.cpu, euler: euler.cpu / theirs.cpu } };
  }
}

async function collect(report: Report): Promise<object> {
  const counted: Record<string, object> = {};
  for (const integrator of INTEGRATORS) {
    counted[integrator] = tell(report, `collections, ${integrator}`, await countCollections(integrator, 200_000));
  }
  return counted;
}
