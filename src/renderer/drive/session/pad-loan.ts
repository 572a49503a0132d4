import type { InputSample } from "../../input/input-source.ts";

/** Lends the pad to what is open over the scene, so that no press meant for it reaches the recorder. */
export interface PadLoan {
  /** with every reading, before its commands; true: it is the page's */
  look(sample: Readonly<InputSample>): boolean;
  readonly lent: boolean;
}

interface LoanTerms {
  /** nothing runs that the pad drives */
  readonly mayLend: () => boolean;
  /** Drive itself has opened something; asked with every reading */
  readonly isOpen: () => boolean;
  /** anything else is; asked at each press and rarely between, because it may have to search the page */
  readonly isCovered: () => boolean;
}

const PRESSED = 0.5;
/** readings between two looks at the page while no button goes down: a stick comes this much later into a dialog */
const GLANCE_EVERY = 25;

/** What closed something is still held then: the pad drives again once every button has been let go. */
export function createPadLoan({ mayLend, isOpen, isCovered }: LoanTerms): PadLoan {
  let lent = false;
  let readings = 0;
  let down = 0;
  return {
    look({ device, buttons }): boolean {
      if (device.kind !== "pad") {
        lent = false;
        return false;
      }
      readings += 1;
      const before = down;
      down = 0;
      for (const value of buttons) if (value > PRESSED) down += 1;
      const asks = lent || down > before || readings % GLANCE_EVERY === 0;
      if (mayLend() && (isOpen() || (asks && isCovered()))) lent = true;
      else if (down === 0) lent = false;
      return lent;
    },
    get lent(): boolean {
      return lent;
    },
  };
}
