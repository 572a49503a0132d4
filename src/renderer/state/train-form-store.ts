import { createStore } from "zustand/vanilla";
import type { StoreApi } from "zustand/vanilla";
import { bcConfigSchema } from "../../shared/ipc/train-config.ts";
import type { BcConfig, TrainRequest } from "../../shared/ipc/train-config.ts";

/** The configuration as it is being typed: numbers are texts until they are whole. */
export type ConfigDraft = { readonly [K in keyof BcConfig]: BcConfig[K] extends boolean ? boolean : string };

export interface TrainForm {
  /** id; empty: the suggested one */
  readonly dataset: string;
  /** empty: the suggested one */
  readonly name: string;
  readonly seed: string;
  readonly config: ConfigDraft;
}

/** What is being set up on the Train screen; it outlives a look at another screen. */
export interface TrainFormState {
  readonly form: TrainForm;
  /** what this page's jobs were asked to do, by job id */
  readonly requests: Readonly<Record<string, TrainRequest>>;
  change(patch: Partial<TrainForm>): void;
  changeConfig(patch: Partial<ConfigDraft>): void;
  remember(job: string, request: TrainRequest): void;
}

export function createTrainFormStore(): StoreApi<TrainFormState> {
  return createStore<TrainFormState>()((set) => ({
    form: { dataset: "", name: "", seed: "1", config: toDraft(bcConfigSchema.parse({})) },
    requests: {},
    change: (patch) => set((state) => ({ form: { ...state.form, ...patch } })),
    changeConfig: (patch) => set((state) => ({ form: { ...state.form, config: { ...state.form.config, ...patch } } })),
    remember: (job, request) => set((state) => ({ requests: { ...state.requests, [job]: request } })),
  }));
}

/** A configuration as texts. */
export function toDraft(config: BcConfig): ConfigDraft {
  return {
    hidden: config.hidden.join(", "),
    activation: config.activation,
    head: config.head,
    bins: String(config.bins),
    recurrent: config.recurrent,
    cells: String(config.cells),
    window: String(config.window),
    optimizer: config.optimizer,
    learningRate: String(config.learningRate),
    batchSize: String(config.batchSize),
    epochs: String(config.epochs),
    l2: String(config.l2),
    clipNorm: String(config.clipNorm),
    normaliser: config.normaliser,
    validationFraction: String(config.validationFraction),
    split: config.split,
    earlyStop: String(config.earlyStop),
    evaluationEpisodes: String(config.evaluationEpisodes),
  };
}
