import { expect } from "vitest";
import type { Page } from "playwright-core";

/** What a hand does on a pad when the wizard asks for something. */
export type Move =
  | { readonly axis: number; readonly out: number; readonly rest: number }
  | { readonly button: number }
  /** the pad has no such thing */
  | "none"
  /** what is there is kept */
  | "skip";

/** A person at the wizard whose pad is scripted. */
export interface WizardHands {
  /** waits until the wizard is at a step */
  at(step: string): Promise<void>;
  next(): Promise<void>;
  /** answers every question of press-to-bind; `answer` gets what is asked for, as the list calls it */
  answerAll(answer: (asked: string) => Move): Promise<readonly string[]>;
  /** answers the question that is shown */
  make(move: Move): Promise<void>;
}

const KEYS = { none: "Delete", skip: "s" } as const;

export function createWizardHands(page: Page): WizardHands {
  const root = page.getByTestId("controller-wizard");
  /** `2 of 20: Left stick ↕`; null while nothing is asked */
  const question = (): Promise<string | null> =>
    page.evaluate(() => document.querySelector("[data-held] > p")?.textContent ?? null);
  const held = page.locator('[data-held="true"]');
  /** Until the page has looked at the pad some more times: a new question begins with the pad as it rests. */
  const looked = async (): Promise<void> => {
    const before = await page.evaluate(() => window["__pad"].polls);
    await page.waitForFunction((polls) => window["__pad"].polls > polls + 12, before);
  };
  const put = (move: Exclude<Move, string>, out: boolean): Promise<void> =>
    page.evaluate(
      ([one, isOut]) => {
        if ("button" in one) window["__pad"].button(one.button, isOut ? 1 : 0);
        else window["__pad"].axis(one.axis, isOut ? one.out : one.rest);
      },
      [move, out] as const,
    );
  const make: WizardHands["make"] = async (move) => {
    const before = await question();
    if (typeof move === "string") await page.keyboard.press(KEYS[move]);
    else {
      await looked();
      await put(move, true);
      await held.waitFor();
      await put(move, false);
    }
    await expect.poll(question, { timeout: 20_000, interval: 20 }).not.toBe(before);
  };
  return {
    at: (step) => root.and(page.locator(`[data-step="${step}"]`)).waitFor({ timeout: 30_000 }),
    next: () => page.getByRole("button", { name: "Next", exact: true }).click(),
    make,
    async answerAll(answer) {
      const asked: string[] = [];
      for (let now = await question(); now !== null; now = await question()) {
        const what = now.replace(/^\d+ of \d+: /, "");
        asked.push(what);
        await make(answer(what));
      }
      return asked;
    },
  };
}
