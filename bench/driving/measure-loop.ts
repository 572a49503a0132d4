import { openDataset } from "../../src/node/datasets/open-dataset.ts";
import type { DatasetSummary } from "../../src/shared/dataset/episode.ts";
import type { Job } from "../../src/shared/ipc/jobs.ts";
import { measureFrames } from "../lib/frame-times.ts";
import { describeLoop, LOOP_HEADER, loopFigures } from "./loop-figures.ts";
import type { LoopFigures, LoopRow, TickWork } from "./loop-figures.ts";
import { openInChromium, openInElectron, prepareElectronApp } from "./loop-face.ts";
import type { LoopFace } from "./loop-face.ts";

/** Buttons of the W3C standard layout. */
const START = 9;
const KEEP = 0;
const DRIVE = "document.querySelector('[data-testid=drive-screen]')?.dataset";
const HEALTH = "document.querySelector('[data-testid=tick-health]')?.dataset";
/** forward, a little more and a little less */
const THUMB = "setInterval(() => window.__pad.axis(0, 0.45 + 0.2 * Math.sin(performance.now() / 700)), 30)";
/** s of a condition over which display frames are timed */
const FRAME_SECONDS = 10;
/** s; the scene finds its quality, the browser compiles */
const SETTLING = 6;

const wait = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

/** `seconds`: what it takes by itself */
async function until(what: string, check: () => Promise<boolean>, seconds = 0): Promise<void> {
  const end = Date.now() + seconds * 1000 + 120_000;
  while (!(await check())) {
    if (Date.now() > end) throw new Error(`two minutes late: ${what}`);
    await wait(100);
  }
}

const phaseOf = (face: LoopFace): Promise<string> => face.evaluate(`${DRIVE}?.phase ?? ""`);

/** Holds a button until the page has taken notice. */
async function press(face: LoopFace, button: number, phases: readonly string[]): Promise<void> {
  await until(`${phases.join(" or ")} after button ${button}`, async () => {
    await face.evaluate(`window.__pad.press(${button}, 300)`);
    return phases.includes(await phaseOf(face));
  });
}

/** Records for so many seconds, one episode after the other where the hopper falls. */
async function record(face: LoopFace, dataset: DatasetSummary, seconds: number): Promise<LoopFigures> {
  await face.ask("settings/set", { dataset: dataset.id });
  await until("the dataset is chosen", () => face.evaluate(`${DRIVE}?.dataset === "${dataset.id}"`));
  await wait(SETTLING * 1000);
  const works: TickWork[] = [];
  const end = Date.now() + seconds * 1000;
  const frames = measureFrames(face, Math.min(seconds, FRAME_SECONDS)).catch(() => null);
  do {
    await press(face, START, ["recording", "review"]);
    await until(
      "the episode's share of the time",
      async () => Date.now() > end || (await phaseOf(face)) !== "recording",
      seconds,
    );
    // The instruments renew themselves four times a second.
    await wait(300);
    works.push(await face.evaluate(`({ p50: Number(${HEALTH}?.workP50), p99: Number(${HEALTH}?.workP99) })`));
    if ((await phaseOf(face)) !== "review") await press(face, START, ["review"]);
    await press(face, KEEP, ["idle"]);
  } while (Date.now() < end);
  const store = await openDataset(dataset.path, { mode: "read" });
  const all = await Promise.all((await store.episodes()).map(({ id }) => store.load(id)));
  return loopFigures(all, works, await frames);
}

/** Trains on what was just recorded, again and again, as long as the measurement takes; answers how that is ended. */
async function train(face: LoopFace, dataset: DatasetSummary): Promise<() => Promise<void>> {
  const config = { epochs: 10_000, batchSize: 32, validationFraction: 0, evaluationEpisodes: 0 };
  const request = { dataset: dataset.id, algorithm: "bc", name: "bench", seed: 1, config } as const;
  const begin = async (): Promise<string> => {
    const { id } = await face.ask("train/start", request);
    await until("the training goes on", async () => ((await job(id))?.progress.fraction ?? 0) > 0);
    return id;
  };
  const job = async (id: string): Promise<Job | undefined> => {
    const found = (await face.ask("jobs/list", {})).find((one) => one.id === id);
    if (found?.state === "failed") throw new Error(`The training failed: ${found.failure?.message ?? ""}`);
    return found;
  };
  let isWanted = true;
  let id = await begin();
  const goOn = async (): Promise<void> => {
    while (isWanted) {
      await wait(500);
      if (isWanted && (await job(id))?.state === "done") id = await begin();
    }
  };
  const going = goOn().then(
    () => null,
    (error: unknown) => error,
  );
  return async () => {
    isWanted = false;
    const problem = await going;
    if (problem !== null) throw problem;
    if ((await job(id))?.state === "running") await face.ask("jobs/cancel", { job: id });
  };
}

interface Setup {
  readonly face: LoopRow["face"];
  readonly scene: boolean;
  open(): Promise<LoopFace>;
}

/** Both conditions of one page: without a training job, then with one. */
async function measurePage(
  { face: name, scene, open }: Setup,
  seconds: number,
  report: (line: string) => void,
): Promise<readonly LoopRow[]> {
  const rows: LoopRow[] = [];
  const add = (training: boolean, figures: LoopFigures | null, problem: string | null): void => {
    const row = { face: name, scene, training, problem, figures };
    rows.push(row);
    report(describeLoop(row));
  };
  let face: LoopFace | null = null;
  let before: DatasetSummary | null = null;
  for (const training of [false, true]) {
    try {
      face ??= await seat(await open());
      const stop = training && before !== null ? await train(face, before) : null;
      const dataset = await face.ask("datasets/create", { name: training ? "With a job" : "Alone" });
      const figures = await record(face, dataset, seconds);
      await stop?.();
      before = dataset;
      add(training, figures, null);
    } catch (error) {
      add(training, null, error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error));
      if (face === null || before === null) break;
    }
  }
  await face?.close();
  return rows;
}

/** Plugs the pad in and puts a thumb on it. */
async function seat(face: LoopFace): Promise<LoopFace> {
  await until("the page is there", () => face.evaluate(`${DRIVE}?.worker === "ready"`));
  await face.evaluate(`void (window.__pad.connect(), ${THUMB})`);
  await until("the pad is there", () => face.evaluate(`${DRIVE}?.device === "pad"`));
  return face;
}

/** The control loop in the real page, in Chromium and in Electron, with the scene and without. */
export async function measureLoop(seconds: number, report: (line: string) => void): Promise<readonly LoopRow[]> {
  report("");
  report(LOOP_HEADER);
  const rows: LoopRow[] = [];
  for (const scene of [true, false])
    rows.push(...(await measurePage({ face: "chromium", scene, open: () => openInChromium(scene) }, seconds, report)));
  const app = prepareElectronApp();
  for (const scene of [true, false])
    rows.push(
      ...(await measurePage(
        { face: "electron", scene, open: async () => openInElectron(await app, scene) },
        seconds,
        report,
      )),
    );
  report("");
  report(NOTE);
  return rows;
}

const NOTE =
  "Where there is no GPU, the scene is drawn by the processor, on the cores that the page polls the pad with. Rows without the scene show the loop by itself. The pad is scripted; Electron is the 9.4.1 of the tests.";
