import type { DevtoolsPage } from "../../../../bench/lib/electron9/devtools.ts";

/** Buttons of the W3C standard layout. */
export const PAD_BUTTON = { keep: 0, rewind: 4, back: 6, pause: 8, startStop: 9 } as const;

/**
 * Replaces the browser's pads by one that a test holds: nothing below the browser can emulate a gamepad here. Everything
 * above `navigator.getGamepads` is the shipped code. Its left stick leans forward, a little more and a little less.
 */
export async function plugInPad(page: DevtoolsPage): Promise<void> {
  await page.evaluate(`(() => {
    const held = new Set();
    const snapshot = () => ({
      id: "Scripted pad (Vendor: 0000 Product: 0001)",
      index: 0,
      connected: true,
      mapping: "standard",
      timestamp: performance.now(),
      axes: [held.has("centred") ? 0 : 0.45 + 0.25 * Math.sin(performance.now() / 700), 0, 0, 0],
      buttons: Array.from({ length: 17 }, (_, i) => ({ pressed: held.has(i), touched: held.has(i), value: held.has(i) ? 1 : 0 })),
    });
    Object.defineProperty(navigator, "getGamepads", { configurable: true, value: () => [snapshot(), null, null, null] });
    window.heldButtons = held;
  })()`);
}

/** Holds a button until the page has taken notice, which on a busy machine may take more than a thumb's press. */
export async function pressPad(page: DevtoolsPage, button: number, noticed: string): Promise<void> {
  await page.evaluate(`void window.heldButtons.add(${button})`);
  await page.waitFor(noticed, 30_000);
  await page.evaluate(`new Promise((done) => { window.heldButtons.delete(${button}); setTimeout(done, 100); })`);
}

/** The left stick rests in the middle from here on, or leans forward again. */
export async function centreStick(page: DevtoolsPage, centred: boolean): Promise<void> {
  await page.evaluate(`void window.heldButtons.${centred ? "add" : "delete"}("centred")`);
}
