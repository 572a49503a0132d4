/** What the person chose. */
export interface DriveChoices {
  /** dataset to record into; empty while there is none */
  readonly dataset: string;
  readonly operator: string;
  readonly deadZone: number;
  /** 0 is endless */
  readonly episodeSeconds: number;
  readonly countdownSeconds: number;
}

/** Until the settings are known. */
export const DEFAULT_CHOICES: DriveChoices = {
  dataset: "",
  operator: "",
  deadZone: 0.1,
  episodeSeconds: 8,
  countdownSeconds: 3,
};
