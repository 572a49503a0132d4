import { randomUUID } from "node:crypto";
import { spawn } from "node:child_process";
import { expect, test } from "vitest";
import { RUN_MARK, endLeftovers } from "../../../scripts/lib/leftover-processes.mjs";
import { run, tellingLine } from "../../../scripts/lib/run.mjs";

const NODE = process.execPath;

test("collects what a program says and its exit code", async () => {
  const lines: string[] = [];
  const script = "console.log('out'); console.error('err'); process.exitCode = 3";
  expect(await run(NODE, ["-e", script], { onLine: (line) => lines.push(line) })).toEqual({
    code: 3,
    stdout: "out\n",
    stderr: "err\n",
  });
  expect(lines).toEqual(["out"]);
});

test("a line that arrives in pieces is told once and whole", async () => {
  const lines: string[] = [];
  const script = "process.stdout.write('a\\nb'); setTimeout(() => process.stdout.write('c\\nd'), 100)";
  await run(NODE, ["-e", script], { onLine: (line) => lines.push(line) });
  expect(lines).toEqual(["a", "bc"]);
});

test("a program that is not there has code 127", async () => {
  expect((await run("no-such-program-of-pogo", [])).code).toBe(127);
});

test("a program that takes too long is ended, with what it started", async () => {
  const script = `
    const child = require("node:child_process").spawn(process.execPath, ["-e", "setInterval(() => 0, 1000)"]);
    console.log(child.pid);
    setInterval(() => 0, 1000)`;
  const { code, stdout } = await run(NODE, ["-e", script], { timeoutMs: 1500 });
  expect(code).toBe(124);
  await expect.poll(() => isRunning(Number(stdout))).toBe(false);
});

test("a signal ends it too", async () => {
  const stop = new AbortController();
  setTimeout(() => stop.abort(), 200);
  expect((await run(NODE, ["-e", "setInterval(() => 0, 1000)"], { signal: stop.signal })).code).toBe(124);
});

test("finds and ends processes that a test run left behind", async (context) => {
  context.skip(
    process.platform !== "linux",
    "left-over processes are found by their environment in /proc, which only Linux has",
  );
  const mark = randomUUID();
  const options = { env: { ...process.env, [RUN_MARK]: mark }, detached: true, stdio: "ignore" } as const;
  const child = spawn(NODE, ["-e", "setInterval(() => 0, 1000)"], options);
  await new Promise((done) => child.once("spawn", done));
  expect(endLeftovers(mark)).toBe(1);
  await expect.poll(() => child.signalCode).toBe("SIGKILL");
  expect(endLeftovers(mark)).toBe(0);
});

test.each([
  ["a\nFatal error: no\nb\n", "Fatal error: no"],
  ["first\n  last  \n\n", "last"],
  ["", "no message"],
])("the telling line of %j", (text, line) => {
  expect(tellingLine(text)).toBe(line);
});

/** A process that has ended may stay in the table until its parent, or the system's first process, asks for it. */
async function isRunning(pid: number): Promise<boolean> {
  const { stdout } = await run("ps", ["-o", "stat=", "-p", String(pid)]);
  return stdout.trim() !== "" && !stdout.startsWith("Z");
}
