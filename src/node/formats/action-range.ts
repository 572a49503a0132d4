import type { ReadEpisode } from "../../shared/export/table-episodes.ts";

const written = (value: number): string => String(Number(value.toPrecision(4))).replace("-", "−");

/** Watches what foreign episodes ask of the motors: our own recordings never ask for more than there is. */
export class ActionRange {
  #values = 0;
  #outside = 0;
  #lowest = Infinity;
  #highest = -Infinity;

  add({ id, columns }: ReadEpisode): void {
    // One that comes with its id is of a dataset of ours: it was told of when it first came in.
    if (id !== null) return;
    for (const value of columns.action ?? []) {
      this.#values++;
      if (value >= -1 && value <= 1) continue;
      this.#outside++;
      this.#lowest = Math.min(this.#lowest, value);
      this.#highest = Math.max(this.#highest, value);
    }
  }

  /** A sentence for people; null: all of them were in range. */
  note(): string | null {
    if (this.#outside === 0) return null;
    const extremes = [...new Set([written(this.#lowest), written(this.#highest)])].join(" to ");
    return (
      `${this.#outside} of ${this.#values} action values are outside of −1 to 1 (${extremes}): ` +
      "they are kept, trained on and exported as they are; the simulator would take them as −1 or 1."
    );
  }
}
