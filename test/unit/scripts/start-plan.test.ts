import { expect, test } from "vitest";
import { parseStartArgs, serveArguments, windowObstacle } from "../../../scripts/lib/start-plan.mjs";
import { trains } from "../../../scripts/lib/trains.mjs";

test("reads the flags of npm start", () => {
  expect(parseStartArgs([])).toEqual({ serve: false, port: undefined, noSandbox: false, rest: [] });
  expect(parseStartArgs(["--serve", "--port", "8080", "--no-sandbox", "--lang=de"])).toEqual({
    serve: true,
    port: "8080",
    noSandbox: true,
    rest: ["--lang=de"],
  });
  expect(serveArguments(parseStartArgs(["--port=0"]))).toEqual(["serve", "--open", "--port", "0"]);
  expect(serveArguments(parseStartArgs([]))).toEqual(["serve", "--open"]);
});

test.each([
  [{ platform: "linux", env: {}, uid: 1000 }, false, /no display/],
  [{ platform: "linux", env: { DISPLAY: "" }, uid: 1000 }, false, /no display/],
  [{ platform: "linux", env: { DISPLAY: ":0" }, uid: 0 }, false, /root/],
  [{ platform: "linux", env: { DISPLAY: ":0" }, uid: 0 }, true, undefined],
  [{ platform: "linux", env: { WAYLAND_DISPLAY: "wayland-0" }, uid: 1000 }, false, undefined],
  [{ platform: "darwin", env: {}, uid: 0 }, false, undefined],
  [{ platform: "win32", env: {}, uid: undefined }, false, undefined],
] as const)("what keeps a window from opening: %j, without sandbox %s", (host, noSandbox, reason) => {
  const obstacle = windowObstacle(host, noSandbox);
  if (reason === undefined) expect(obstacle).toBeUndefined();
  else expect(obstacle).toMatch(reason);
});

test.each([
  ["train demo-data --algorithm bc", true],
  ["--json demo", true],
  ["table x", true],
  ["bench", true],
  ["bench training", true],
  ["bench physics", false],
  ["doctor", false],
  ["train --help", false],
  ["evaluate policy", false],
  ["", false],
])("does 'pogo %s' train: %s", (line, expected) => {
  expect(trains(line === "" ? [] : line.split(" "))).toBe(expected);
});
