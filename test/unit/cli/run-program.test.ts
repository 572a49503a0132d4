import { PassThrough } from "node:stream";
import { describe, expect, it } from "vitest";
import { UsageError } from "../../../src/cli/cli.ts";
import type { Cli, CommandContext, Outcome } from "../../../src/cli/cli.ts";
import { createProgressBar } from "../../../src/cli/progress-bar.ts";
import { runProgram } from "../../../src/cli/run-program.ts";
import { FailureError } from "../../../src/shared/base/failure.ts";
import type { JobProgress } from "../../../src/shared/ipc/jobs.ts";

function stream(): { readonly stream: NodeJS.WriteStream; text(): string } {
  const through = new PassThrough();
  let text = "";
  through.on("data", (chunk: Buffer) => (text += chunk.toString()));
  return { stream: Object.assign(through, { isTTY: false }) as unknown as NodeJS.WriteStream, text: () => text };
}

async function run(
  args: readonly string[],
  work: (context: CommandContext) => Promise<Outcome>,
  abort = new AbortController(),
) {
  const out = stream();
  const err = stream();
  const add = (cli: Cli): void => void cli.command("work", "does it", "work").action(() => cli.run(work));
  const code = await runProgram(args, { stdout: out.stream, stderr: err.stream, signal: abort.signal }, add);
  return { code, stdout: out.text(), stderr: err.text() };
}

const answer = { json: { figure: 1 }, text: "One." };
const progress: JobProgress = { fraction: 0.5, message: "half", rate: 12, rateUnit: "steps", secondsLeft: 65 };

describe("running a command", () => {
  it("answers people with text and programs with one document", async () => {
    expect(await run(["work"], () => Promise.resolve(answer))).toEqual({ code: 0, stdout: "One.\n", stderr: "" });
    expect(await run(["work", "--json"], () => Promise.resolve(answer))).toEqual({
      code: 0,
      stdout: '{"figure":1}\n',
      stderr: "",
    });
  });

  it("exits 1 when the answer is no, and for a failure with its remedy", async () => {
    expect((await run(["work"], () => Promise.resolve({ ...answer, failed: true }))).code).toBe(1);
    const failing = () => Promise.reject(new FailureError("disk", "The disk is full.", "Free some space."));
    expect(await run(["work"], failing)).toEqual({
      code: 1,
      stdout: "",
      stderr: "pogo: The disk is full.\n      Free some space.\n",
    });
    expect(JSON.parse((await run(["work", "--json"], failing)).stdout)).toEqual({
      error: { kind: "disk", message: "The disk is full.", remedy: "Free some space." },
    });
  });

  it("shows the stack of a bug, and of nothing else", async () => {
    const { code, stderr } = await run(["work"], () => Promise.reject(new TypeError("x is not a function")));
    expect(code).toBe(1);
    expect(stderr).toMatch(/TypeError: x is not a function\n +at /);
    expect(stderr).toContain("This is a bug in Pogo");
  });

  it("exits 2 for wrong usage, whoever finds it", async () => {
    expect((await run(["work"], () => Promise.reject(new UsageError("Not so.", "Like this.")))).code).toBe(2);
    expect((await run(["work", "--wrong"], () => Promise.resolve(answer))).code).toBe(2);
    expect((await run(["other"], () => Promise.resolve(answer))).code).toBe(2);
    expect((await run([], () => Promise.resolve(answer))).code).toBe(2);
    const { stdout } = await run(["work", "--wrong", "--json"], () => Promise.resolve(answer));
    expect(JSON.parse(stdout)).toMatchObject({
      error: { kind: "invalid-input", message: expect.stringContaining("--wrong") },
    });
  });

  it("exits 130 when interrupted, with the answer where there is one", async () => {
    const abort = new AbortController();
    const interrupted = (work: () => Promise<Outcome>) => () => {
      abort.abort();
      return work();
    };
    expect(
      await run(
        ["work"],
        interrupted(() => Promise.resolve(answer)),
        abort,
      ),
    ).toMatchObject({ code: 130, stdout: "One.\n" });
    expect(
      (
        await run(
          ["work"],
          interrupted(() => Promise.reject(new FailureError("cancelled", "Cancelled.", ""))),
          abort,
        )
      ).code,
    ).toBe(130);
    expect((await run(["work"], () => Promise.reject(new FailureError("cancelled", "Cancelled.", "")))).code).toBe(130);
  });

  it("shows an early answer once", async () => {
    const { stdout } = await run(["work", "--json"], async (context) => {
      await context.answer({ json: { url: "u" }, text: "" });
      return { json: { url: "u" }, text: "" };
    });
    expect(stdout).toBe('{"url":"u"}\n');
  });
});

describe("progress", () => {
  it("is a line a few times a minute where there is no terminal", () => {
    const err = stream();
    let now = 0;
    const bar = createProgressBar("Training", { stream: err.stream, isTerminal: false, now: () => now });
    for (; now < 60_000; now += 100) bar.update(progress);
    bar.stop();
    const lines = err.text().trimEnd().split("\n");
    expect(lines).toHaveLength(3);
    expect(lines[0]).toBe("Training: 50 % half · 12 steps/s · 1 min 5 s left");
  });
});
