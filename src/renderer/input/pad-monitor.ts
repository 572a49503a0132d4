import { createPollMeter } from "./poll-meter.ts";
import type { PollMeter } from "./poll-meter.ts";
import { watchPads } from "./pad-presence.ts";
import type { PadInfo } from "./pad-presence.ts";
import { createRawPad } from "./raw-pad.ts";
import type { RawPad } from "./raw-pad.ts";

/** Watches one pad as it comes, beside any profile: for setting it up. */
export interface PadMonitor {
  /** every pad that is connected; a new array when one comes or goes */
  readonly pads: readonly PadInfo[];
  /** the one that is watched */
  readonly pad: PadInfo | null;
  /** the one that was watched, and was unplugged; null once another is */
  readonly lost: PadInfo | null;
  /** its newest reading, reused */
  readonly raw: RawPad;
  readonly meter: PollMeter;
  choose(index: number): void;
  /** `listener` comes when pads come, go or are chosen. Returns the end of it */
  onPads(listener: () => void): () => void;
  /** `listener` comes with every look at the pad, `now` in ms. Returns the end of it */
  onReading(listener: (raw: RawPad, now: number) => void): () => void;
  dispose(): void;
}

/** ms; as often as the drive screen looks */
const POLL_MS = 4;
const PRESSED = 0.5;

export function createPadMonitor(): PadMonitor {
  const raw = createRawPad();
  const meter = createPollMeter();
  const padListeners = new Set<() => void>();
  const readingListeners = new Set<(raw: RawPad, now: number) => void>();
  let pads: readonly PadInfo[] = [];
  let pad: PadInfo | null = null;
  let lost: PadInfo | null = null;

  const tell = (): void => {
    for (const listener of padListeners) listener();
  };
  const become = (next: PadInfo | null): void => {
    if (next?.index === pad?.index && next?.id === pad?.id) return;
    lost = next === null ? pad : null;
    pad = next;
    raw.clear();
    meter.reset();
  };
  const look = (): void => {
    const found = pad === null ? null : navigator.getGamepads()[pad.index];
    if (!found) return;
    raw.take(found);
    const now = performance.now();
    meter.look(now, raw.timestamp);
    for (const listener of readingListeners) listener(raw, now);
  };
  /** A press on another pad is the choice of it. */
  const lookBeside = (): void => {
    for (const one of pads) {
      const other = one.index === pad?.index ? null : navigator.getGamepads()[one.index];
      if (!other?.buttons.some(({ value }) => value > PRESSED)) continue;
      become(one);
      tell();
    }
  };
  const presence = watchPads(
    (info) => {
      pads = [...pads.filter(({ index }) => index !== info.index), info];
      if (pad === null || pad.index === info.index) become(info);
      tell();
    },
    (index) => {
      pads = pads.filter((one) => one.index !== index);
      // Another one is not set up in its place unless somebody asks for that.
      if (pad?.index === index) become(null);
      tell();
    },
  );
  const poll = setInterval(look, POLL_MS);
  const glance = setInterval(lookBeside, 100);
  return {
    get pads(): readonly PadInfo[] {
      return pads;
    },
    get pad(): PadInfo | null {
      return pad;
    },
    get lost(): PadInfo | null {
      return lost;
    },
    raw,
    meter,
    choose(index: number): void {
      become(pads.find((one) => one.index === index) ?? pad);
      tell();
    },
    onPads(listener): () => void {
      padListeners.add(listener);
      return () => padListeners.delete(listener);
    },
    onReading(listener): () => void {
      readingListeners.add(listener);
      return () => readingListeners.delete(listener);
    },
    dispose(): void {
      presence.dispose();
      clearInterval(poll);
      clearInterval(glance);
      padListeners.clear();
      readingListeners.clear();
    },
  };
}
