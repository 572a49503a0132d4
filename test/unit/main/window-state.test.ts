import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readWindowState, writeWindowState } from "../../../src/main/window-state.ts";

const SCREEN = { x: 0, y: 0, width: 1920, height: 1080 };
const STATE = { x: 100, y: 50, width: 1200, height: 800, maximized: false };

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "pogo-window-"));
  file = join(folder, "deep", "window-state.json");
});
afterEach(() => rm(folder, { recursive: true }));

test("comes back as it was written, and leaves no other file", async () => {
  writeWindowState(file, STATE);
  expect(await readWindowState(file, [SCREEN])).toEqual(STATE);
  expect(await readdir(join(folder, "deep"))).toEqual(["window-state.json"]);
});

test("is forgotten when its screen is gone", async () => {
  writeWindowState(file, { ...STATE, x: 2500 });
  expect(await readWindowState(file, [SCREEN])).toBeUndefined();
  expect(await readWindowState(file, [SCREEN, { ...SCREEN, x: 1920 }])).toMatchObject({ x: 2500 });
});

test("a title bar out of reach is no place to come back to", async () => {
  for (const place of [{ y: -40 }, { y: 1070 }, { x: -1190 }, { x: 1900 }]) {
    writeWindowState(file, { ...STATE, ...place });
    expect(await readWindowState(file, [SCREEN])).toBeUndefined();
  }
});

test.each(["", "{", "[]", '{"x":0}', '{"x":0,"y":0,"width":1e9,"height":600,"maximized":false}'])(
  "a damaged file counts as none: %s",
  async (text) => {
    writeWindowState(file, STATE);
    await writeFile(file, text);
    expect(await readWindowState(file, [SCREEN])).toBeUndefined();
  },
);

test("no file, no state", async () => {
  expect(await readWindowState(file, [SCREEN])).toBeUndefined();
});
