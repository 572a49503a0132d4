import {
  END_CAUSES,
  HELP_LEVELS,
  INPUT_DEVICES,
  SNAPSHOT_EVERY,
  STEP_COLUMNS,
  STEP_SOURCES,
} from "../../src/shared/dataset/columns.ts";
import type { ColumnName } from "../../src/shared/dataset/columns.ts";
import type { Episode } from "../../src/shared/dataset/episode.ts";
import { verifyEpisode } from "../../src/shared/dataset/verify.ts";
import { createHopper } from "../../src/shared/sim/create-hopper.ts";

/** What the simulation alone can say of a row. */
const FINAL = new Set(["height", "pitch", "state", "time-limit"]);
const TERMINAL = new Set(["height", "pitch", "state"]);
const clip = (value: number): number => Math.min(1, Math.max(-1, value));

/** Everything in an episode driven in the app that contradicts something else in it; none where it tells the truth. */
export function checkStoredEpisode(episode: Episode): readonly string[] {
  const { meta, columns, snapshots } = episode;
  const wrong: string[] = [];
  const say = (row: number, what: string): void => void wrong.push(`row ${row} of ${meta.steps}: ${what}`);
  const at = (name: ColumnName, row: number, item = 0): number =>
    columns[name]?.[row * STEP_COLUMNS[name].size + item] ?? Number.NaN;
  const items = (name: ColumnName, row: number): number[] =>
    Array.from({ length: STEP_COLUMNS[name].size }, (_, item) => at(name, row, item));

  let total = 0;
  for (let row = 0; row < meta.steps; row += 1) {
    const last = row === meta.steps - 1;
    const cause = END_CAUSES[at("cause", row)] ?? "?";
    if (at("step", row) !== row) say(row, `is step ${at("step", row)}`);
    if (at("sim_time", row) !== row * 0.008) say(row, "simulated time");

    const [action, label, wanted] = [items("action", row), items("action_label", row), items("action_intended", row)];
    if (label.some((value, i) => value !== Math.fround(clip(wanted[i] ?? Number.NaN))))
      say(row, `label ${label.join()} of ${wanted.join()}`);
    if (meta.noise === 0 && action.some((value, i) => value !== label[i]))
      say(row, `executed ${action.join()}, label ${label.join()}`);
    if (action.some((value) => !(Math.abs(value) <= 1))) say(row, `executed ${action.join()}`);

    const parts = at("reward_forward", row) + at("reward_healthy", row) + at("reward_ctrl", row);
    if (at("reward", row) !== parts) say(row, `reward ${at("reward", row)}, parts ${parts}`);
    total += at("reward", row);

    if (at("terminated", row) !== Number(last && meta.terminated)) say(row, `terminated ${at("terminated", row)}`);
    if (at("truncated", row) !== Number(last && meta.truncated)) say(row, `truncated ${at("truncated", row)}`);
    if (!last && cause !== "running") say(row, `cause ${cause}`);
    if (TERMINAL.has(cause) !== (at("terminated", row) === 1))
      say(row, `cause ${cause}, terminated ${at("terminated", row)}`);
    if (last && cause !== meta.cause && !(meta.cause === "abandoned" && (FINAL.has(cause) || cause === "operator")))
      say(row, `cause ${cause}, header ${meta.cause}`);

    const source = STEP_SOURCES[at("source", row)];
    const level = HELP_LEVELS[at("level", row)];
    if (level !== (source === "human" ? meta.level : "none")) say(row, `${source} at level ${level}`);
    const changed = row > 0 && at("source", row) !== at("source", row - 1);
    if (at("takeover", row) !== Number(changed)) say(row, `takeover ${at("takeover", row)}`);
    if (source === "policy" && items("intent", row).some((value) => value !== 0)) say(row, "a policy with an intent");

    const device = INPUT_DEVICES[at("pad_device", row)];
    const aged = at("wall_time", row) - at("pad_time", row);
    if ((device === "none") !== Number.isNaN(at("pad_age", row))) say(row, `${device} of age ${at("pad_age", row)}`);
    if (device !== "none" && Math.abs(aged - at("pad_age", row)) > 1e-3)
      say(row, `read ${aged} s before, age ${at("pad_age", row)}`);

    if (row === 0 && at("wall_time", row) !== 0) say(row, `begins after ${at("wall_time", row)} s`);
    if (row === 0) continue;
    const waited = at("wall_time", row) - at("wall_time", row - 1);
    const missed = at("missed_ticks", row) - at("missed_ticks", row - 1);
    if (!(waited > 0)) say(row, `${waited} s after the row before`);
    if (!(missed >= 0)) say(row, `${missed} ticks missed since the row before`);
    if (missed > 0 && missed * 0.008 > waited + 0.008) say(row, `${missed} ticks missed in ${waited} s`);
  }
  if (meta.steps > 0 && !(meta.terminated !== meta.truncated))
    wrong.push(`terminated ${meta.terminated}, truncated ${meta.truncated}`);
  if (meta.return !== total) wrong.push(`return ${meta.return}, the rewards' sum is ${total}`);
  if (meta.health !== null && meta.health.missedTicks < at("missed_ticks", meta.steps - 1))
    wrong.push(`health counts ${meta.health.missedTicks} missed ticks`);
  const kept = snapshots.map(({ step }) => step);
  const due = Array.from({ length: Math.ceil(meta.steps / SNAPSHOT_EVERY) }, (_, i) => i * SNAPSHOT_EVERY);
  if (kept.join() !== due.join()) wrong.push(`snapshots at ${kept.join()}, due at ${due.join()}`);
  if (meta.replays !== true) wrong.push(`replays ${meta.replays}`);
  const { firstDifference } = verifyEpisode(episode, (options) => createHopper(options));
  if (firstDifference !== null) wrong.push(`replay: ${JSON.stringify(firstDifference)}`);
  return wrong;
}

/** What of its parent's rows an episode tells otherwise. */
export function checkBranch(child: Episode, parent: Episode): readonly string[] {
  const step = child.meta.parent?.step ?? 0;
  const wrong: string[] = [];
  for (const name of Object.keys(STEP_COLUMNS) as ColumnName[]) {
    const { size } = STEP_COLUMNS[name];
    // The end of an episode is no end of what goes on from it, and becomes one again where nothing followed.
    const rows = name === "truncated" || name === "cause" ? step - 1 : step;
    const of = ({ columns }: Episode): string =>
      JSON.stringify([...(columns[name] ?? [])].slice(0, Math.max(0, rows) * size));
    if (of(child) !== of(parent)) wrong.push(`${name} of the first ${rows} rows is not the parent's`);
  }
  return wrong;
}
