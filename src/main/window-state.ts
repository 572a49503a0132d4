import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname } from "node:path";
import { z } from "zod";

const stateSchema = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().min(640).max(20_000),
  height: z.number().int().min(480).max(20_000),
  maximized: z.boolean(),
});

/** Where the window was when it was last closed; pixels of the desktop. */
export type WindowState = z.infer<typeof stateSchema>;

/** A rectangle of the desktop, in its pixels. */
export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** How much of the title bar must be on a screen for a person to get hold of it. */
const GRIP = 80;

/** The remembered state; undefined when there is none or the screen it was on is gone. */
export async function readWindowState(file: string, screens: readonly Area[]): Promise<WindowState | undefined> {
  const text = await readFile(file, "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  const parsed = stateSchema.safeParse(parseJson(text));
  if (!parsed.success) return undefined;
  const { x, y, width } = parsed.data;
  const reachable = screens.some(
    (screen) =>
      x + width > screen.x + GRIP &&
      x < screen.x + screen.width - GRIP &&
      y >= screen.y &&
      y < screen.y + screen.height - GRIP,
  );
  return reachable ? parsed.data : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Remembers the state, at once: the program may end with its window. That it cannot be written is no reason to disturb
 * anybody.
 */
export function writeWindowState(file: string, state: WindowState): void {
  const beside = `${file}.${process.pid}.tmp`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(beside, JSON.stringify(state));
    renameSync(beside, file);
  } catch (error) {
    console.warn("window state not saved:", error);
  }
}
