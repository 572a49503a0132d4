import type { Failure, Result } from "../../src/shared/base/failure.ts";
import { describeSteps } from "../../src/node/services/describe-steps.ts";
import { applyEdit, editsOf, historyOf } from "../../src/shared/dataset/curation.ts";
import { coachEpisode, sketchEpisode } from "../../src/shared/dataset/statistics/coach-episode.ts";
import { traceEpisode } from "../../src/shared/dataset/statistics/episode-trace.ts";
import { StatisticsAccumulator } from "../../src/shared/dataset/statistics/statistics-accumulator.ts";
import { trimEpisode } from "../../src/shared/dataset/trim-episode.ts";
import type { CurationEntry, CurationHistory, Edit } from "../../src/shared/dataset/curation.ts";
import { bestReturn, isUsed, usedSteps } from "../../src/shared/dataset/used-episodes.ts";
import type { DatasetSummary, Episode, EpisodeSummary } from "../../src/shared/dataset/episode.ts";
import type { Bridge } from "../../src/shared/ipc/bridge.ts";
import { REQUESTS } from "../../src/shared/ipc/contract.ts";
import type {
  AppInfo,
  DoctorCheck,
  HostEvent,
  ParsedRequestOf,
  ReplyOf,
  RequestName,
  RequestOf,
} from "../../src/shared/ipc/contract.ts";
import type { CurvePoint, Job, JobKind, JobResult, UnfinishedTraining } from "../../src/shared/ipc/jobs.ts";
import { settingsSchema } from "../../src/shared/ipc/settings.ts";
import type { Settings } from "../../src/shared/ipc/settings.ts";
import { comparePolicies } from "../../src/node/policies/compare-policies.ts";
import type { PolicySummary } from "../../src/shared/policy/policy-meta.ts";
import type { MemoryRecorder } from "./memory-recorder.ts";

/** What the host of a memory bridge keeps; tests read and change it freely. */
export interface MemoryHost {
  info: AppInfo;
  checks: DoctorCheck[];
  settings: Settings;
  datasets: DatasetSummary[];
  episodes: Record<string, EpisodeSummary[]>;
  loadEpisode: (dataset: string, episode: string) => Episode | null;
  policies: PolicySummary[];
  /** bytes of a policy's file */
  loadPolicy: (policy: string) => Uint8Array | null;
  /** takes recordings in; null: none can be begun */
  recorder: MemoryRecorder | null;
  jobs: Job[];
  /** trainings that can go on */
  unfinished: UnfinishedTraining[];
  curves: Record<string, CurvePoint[]>;
  chosenImport: string | null;
  /** failures to answer with, by request name, until removed */
  failing: Partial<Record<RequestName, Failure>>;
}

/** A Bridge over plain memory: the contract's own schemas check every request, events go out as the host's do. */
export interface MemoryBridge extends Bridge {
  readonly host: MemoryHost;
  readonly asked: { readonly name: RequestName; readonly payload: unknown }[];
  emit(event: HostEvent): void;
  /** replaces a job and tells the page */
  update(job: Job): void;
}

type Handlers = { readonly [N in RequestName]: (payload: ParsedRequestOf<N>) => Result<ReplyOf<N>> };

const done = <T>(value: T): Result<T> => ({ ok: true, value });
const refuse = (failure: Failure): Result<never> => ({ ok: false, failure });
const missing = (what: string): Result<never> =>
  refuse({ kind: "not-found", message: `${what} does not exist`, remedy: "Choose another one." });
const MOST_COMPARED = 200;
const NOW = "2026-11-21T10:00:00.000Z";

export function createMemoryHost(change: Partial<MemoryHost> = {}): MemoryHost {
  return {
    info: { version: "0.1.0", face: "browser", platform: "linux x64", home: "/home/ada/Pogo" },
    checks: [],
    settings: settingsSchema.parse({ seenWelcome: true }),
    datasets: [],
    episodes: {},
    loadEpisode: () => null,
    policies: [],
    loadPolicy: () => null,
    recorder: null,
    jobs: [],
    unfinished: [],
    curves: {},
    chosenImport: null,
    failing: {},
    ...change,
  };
}

export function createMemoryBridge(host: MemoryHost = createMemoryHost()): MemoryBridge {
  const listeners = new Set<(event: HostEvent) => void>();
  const asked: { readonly name: RequestName; readonly payload: unknown }[] = [];
  const emit = (event: HostEvent): void => {
    for (const listener of listeners) listener(event);
  };

  const startJob = (kind: JobKind, title: string, result: JobResult | null = null): Result<Job> => {
    const job: Job = {
      id: `job-${host.jobs.length + 1}`,
      kind,
      title,
      state: "running",
      progress: { fraction: 0, message: "starting", rate: null, rateUnit: "", secondsLeft: null },
      createdAt: NOW,
      endedAt: null,
      failure: null,
      result,
    };
    host.jobs = [job, ...host.jobs];
    emit({ type: "job", job });
    return done(job);
  };

  const update = (job: Job): void => {
    host.jobs = host.jobs.map((other) => (other.id === job.id ? job : other));
    emit({ type: "job", job });
  };

  /** what is said of episodes: the rows as they were before the first entry, and the entries since */
  const logs = new Map<string, { readonly base: readonly EpisodeSummary[]; readonly entries: CurationEntry[] }>();
  const logOf = (dataset: string) => {
    const log = logs.get(dataset) ?? { base: host.episodes[dataset] ?? [], entries: [] };
    logs.set(dataset, log);
    return log;
  };

  const withEdits = (row: EpisodeSummary, edits: readonly Edit[]): EpisodeSummary => {
    if (edits.length === 0) return row;
    const curation = edits.reduce(applyEdit, row.curation);
    const { name, verdict } = curation;
    return { ...row, curation, name: name ?? row.name, dropped: verdict === "drop", used: isUsed(row, curation) };
  };

  /** adds an entry, and makes the rows anew from what stands */
  const curate = (dataset: string, entry: CurationEntry): CurationHistory => {
    const { base, entries } = logOf(dataset);
    entries.push(entry);
    const history = historyOf(entries);
    const edits = history.standing.flatMap(editsOf);
    host.episodes[dataset] = base.map((row) =>
      withEdits(
        row,
        edits.filter((edit) => edit.episode === row.id),
      ),
    );
    emit({ type: "episodes-changed", dataset });
    return history;
  };

  const handlers: Handlers = {
    "app/info": () => done(host.info),
    "app/doctor": () => done(host.checks),
    "app/choose-import": () => done(host.chosenImport),
    "settings/get": () => done(host.settings),
    "settings/set": (patch) => {
      const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
      host.settings = { ...host.settings, ...given };
      emit({ type: "settings", settings: host.settings });
      return done(host.settings);
    },
    "datasets/list": () => done(host.datasets),
    "datasets/create": ({ name }) => {
      const id = name.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");
      if (host.datasets.some((other) => other.id === id)) {
        return refuse({
          kind: "already-exists",
          message: `A dataset named ${name} exists already`,
          remedy: "Choose another name.",
        });
      }
      const dataset: DatasetSummary = {
        id,
        name,
        path: `${host.info.home}/datasets/${id}`,
        episodes: 0,
        interrupted: 0,
        steps: 0,
        bytes: 0,
        createdAt: NOW,
        problem: null,
        problems: 0,
        unreadableEdits: 0,
      };
      host.datasets = [...host.datasets, dataset];
      host.episodes[id] = [];
      emit({ type: "datasets-changed" });
      return done(dataset);
    },
    "datasets/episodes": ({ dataset, dropped }) => {
      const rows = host.episodes[dataset];
      return rows === undefined ? missing(`Dataset ${dataset}`) : done(rows.filter((row) => dropped || !row.dropped));
    },
    "datasets/import": ({ name }) => startJob("import", `Import ${name}`),
    "datasets/export": ({ dataset, format }) => startJob("export", `Export ${dataset} as ${format}`),
    "datasets/edit": ({ dataset, edits }) => {
      const ids = new Set(edits.map((edit) => edit.episode));
      const known = new Set(logOf(dataset).base.map((row) => row.id));
      const absent = [...ids].find((id) => !known.has(id));
      if (absent !== undefined) return missing(`Episode ${absent}`);
      curate(dataset, { op: "batch", time: NOW, edits });
      return done((host.episodes[dataset] ?? []).filter((row) => ids.has(row.id)));
    },
    "datasets/history": ({ dataset }) => done(describeSteps(historyOf(logOf(dataset).entries))),
    "datasets/undo": ({ dataset }) => done(describeSteps(curate(dataset, { op: "undo", time: NOW }))),
    "datasets/redo": ({ dataset }) => done(describeSteps(curate(dataset, { op: "redo", time: NOW }))),
    "datasets/export-estimate": ({ dataset }) => {
      const used = (host.episodes[dataset] ?? []).filter((row) => row.used);
      const steps = used.reduce((sum, row) => sum + usedSteps(row), 0);
      return done({ episodes: used.length, steps, bytes: 110 * steps, lost: ["Simulator snapshots."] });
    },
    "datasets/traces": ({ dataset, episodes }) =>
      done(
        episodes.flatMap((id) => {
          const observation = host.loadEpisode(dataset, id)?.columns.observation;
          return observation === undefined ? [] : [traceEpisode(id, observation)];
        }),
      ),
    "datasets/statistics": ({ dataset }) => {
      const started = startJob("statistics", `Statistics of ${dataset}`);
      if (!started.ok) return started;
      const accumulator = new StatisticsAccumulator();
      for (const row of host.episodes[dataset] ?? []) {
        const episode = row.used ? host.loadEpisode(dataset, row.id) : null;
        if (episode !== null) accumulator.add(trimEpisode(episode, row.curation.trim));
      }
      const result: JobResult = { kind: "statistics", dataset, statistics: accumulator.result() };
      // The end comes after the answer, as from a host.
      queueMicrotask(() => update({ ...started.value, state: "done", endedAt: NOW, result }));
      return started;
    },
    "datasets/verify": ({ dataset }) => startJob("verify", `Verify ${dataset}`),
    "episodes/load": ({ dataset, episode }) => {
      const loaded = host.loadEpisode(dataset, episode);
      return loaded === null ? missing(`Episode ${episode}`) : done(loaded);
    },
    "episodes/coaching": ({ dataset, episode }) => {
      const loaded = host.loadEpisode(dataset, episode);
      if (loaded === null) return missing(`Episode ${episode}`);
      const others = (host.episodes[dataset] ?? []).filter((row) => row.used && row.id !== episode);
      const sketches = others.slice(-MOST_COMPARED).flatMap((row) => host.loadEpisode(dataset, row.id) ?? []);
      const best = bestReturn(loaded.meta, host.episodes[dataset] ?? []);
      return done(coachEpisode(sketchEpisode(loaded), sketches.map(sketchEpisode), best));
    },
    "recording/begin": (request) => host.recorder?.begin(request) ?? missing("The recorder"),
    "recording/append": (request) => host.recorder?.append(request) ?? missing("The recording"),
    "recording/finish": (request) => {
      const saved = host.recorder?.finish(request);
      if (saved === undefined) return missing("The recording");
      const { dataset, summary } = saved;
      host.episodes[dataset] = [...(host.episodes[dataset] ?? []), summary];
      logs.delete(dataset);
      emit({ type: "episodes-changed", dataset });
      return done(summary);
    },
    "recording/discard": (request) => host.recorder?.discard(request) ?? missing("The recording"),
    "jobs/list": () => done(host.jobs),
    "jobs/cancel": ({ job }) => {
      const running = host.jobs.find((other) => other.id === job);
      if (running === undefined) return missing(`Job ${job}`);
      update({ ...running, state: "cancelled", endedAt: NOW });
      return done(null);
    },
    "jobs/dismiss": ({ job }) => {
      host.jobs = host.jobs.filter((other) => other.id !== job);
      emit({ type: "job-dismissed", job });
      return done(null);
    },
    "jobs/curve": ({ job }) => done(host.curves[job] ?? []),
    "train/start": ({ name }) => startJob("train", `Train ${name}`),
    "train/unfinished": () => done(host.unfinished),
    "train/resume": ({ training }) => {
      const found = host.unfinished.find((one) => one.id === training);
      if (found === undefined) return missing(`Training ${training}`);
      host.unfinished = host.unfinished.filter((one) => one !== found);
      return startJob("train", `Train ${found.name}`);
    },
    "train/discard": ({ training }) => {
      host.unfinished = host.unfinished.filter((one) => one.id !== training);
      return done(null);
    },
    "evaluate/start": ({ policy }) => startJob("evaluate", `Evaluate ${policy}`),
    "policies/list": () => done(host.policies),
    "policies/load": ({ policy }) => {
      const bytes = host.loadPolicy(policy);
      return bytes === null ? missing(`Policy ${policy}`) : done(bytes);
    },
    "policies/rename": ({ policy, name }) => {
      const row = host.policies.find((other) => other.id === policy);
      if (row === undefined) return missing(`Policy ${policy}`);
      const renamed = { ...row, name };
      host.policies = host.policies.map((other) => (other.id === policy ? renamed : other));
      emit({ type: "policies-changed" });
      return done(renamed);
    },
    "policies/export-onnx": ({ policy }) => done(`${host.info.home}/exports/${policy}.onnx`),
    "policies/compare": ({ policies }) => {
      const rows = policies.flatMap((id) => host.policies.find((row) => row.id === id) ?? []);
      return done(comparePolicies(rows.map(({ id, meta }) => ({ id, evaluation: meta?.evaluation ?? null }))));
    },
    "policies/delete": ({ policy }) => {
      host.policies = host.policies.filter((other) => other.id !== policy);
      emit({ type: "policies-changed" });
      return done(null);
    },
  };

  const answer = <N extends RequestName>(name: N, payload: RequestOf<N>): Result<ReplyOf<N>> => {
    asked.push({ name, payload });
    const failing = host.failing[name];
    if (failing !== undefined) return refuse(failing);
    const parsed = REQUESTS[name].request.safeParse(payload);
    if (!parsed.success)
      return refuse({ kind: "invalid-input", message: parsed.error.message, remedy: "Correct the request." });
    return handlers[name](parsed.data as ParsedRequestOf<N>);
  };

  return {
    host,
    asked,
    emit,
    update,
    invoke: (name, payload) => Promise.resolve(answer(name, payload)),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
