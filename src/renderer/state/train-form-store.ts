import { createStore } from "zustand/vanilla";
import type { StoreApi } from "zustand/vanilla";
import type { TrainRequest } from "../../shared/ipc/train-config.ts";
import { FIRST_ALGORITHM, TRAIN_ALGORITHMS, toDraft } from "./train-algorithms.ts";
import type { ConfigDraft } from "./train-algorithms.ts";

export interface TrainForm {
  /** id; empty: the suggested one */
  readonly dataset: string;
  readonly algorithm: string;
  /** empty: the suggested one */
  readonly name: string;
  readonly seed: string;
  /** by algorithm: going back and forth between two loses nothing */
  readonly configs: Readonly<Record<string, ConfigDraft>>;
}

/** What is being set up on the Train screen; it outlives a look at another screen. */
export interface TrainFormState {
  readonly form: TrainForm;
  /** what this page's jobs were asked to do, by job id */
  readonly requests: Readonly<Record<string, TrainRequest>>;
  change(patch: Partial<Omit<TrainForm, "configs">>): void;
  /** of the chosen algorithm */
  changeConfig(patch: ConfigDraft): void;
  remember(job: string, request: TrainRequest): void;
}

export function createTrainFormStore(): StoreApi<TrainFormState> {
  return createStore<TrainFormState>()((set) => ({
    form: {
      dataset: "",
      algorithm: FIRST_ALGORITHM,
      name: "",
      seed: "1",
      configs: Object.fromEntries(TRAIN_ALGORITHMS.map(({ id }) => [id, toDraft(id, {})])),
    },
    requests: {},
    change: (patch) => set((state) => ({ form: { ...state.form, ...patch } })),
    changeConfig: (patch) =>
      set(({ form }) => ({
        form: {
          ...form,
          configs: { ...form.configs, [form.algorithm]: { ...form.configs[form.algorithm], ...patch } },
        },
      })),
    remember: (job, request) => set((state) => ({ requests: { ...state.requests, [job]: request } })),
  }));
}
