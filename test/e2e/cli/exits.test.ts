import { existsSync, promises as fs } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { WebSocket } from "ws";
import { createCliSandbox } from "./run-cli.ts";
import type { CliSandbox } from "./run-cli.ts";

const COMMANDS = [
  "demo",
  "serve",
  "record",
  "import",
  "export",
  "info",
  "verify",
  "recover",
  "curate",
  "train",
  "evaluate",
  "rollout",
  "bench",
  "doctor",
];

let cli: CliSandbox;

beforeAll(async () => {
  cli = await createCliSandbox();
});
afterAll(() => cli.remove());

describe("exit codes and documents", () => {
  it("helps everywhere, with an example", async () => {
    const { code, stdout } = await cli.run("--help");
    expect(code).toBe(0);
    for (const command of COMMANDS) {
      expect(stdout).toContain(`  ${command} `);
      const help = await cli.run(command, "--help");
      expect([command, help.code]).toEqual([command, 0]);
      expect(help.stdout).toContain(`Example:\n  $ pogo ${command}`);
    }
  });

  it("exits 2 for wrong usage and says what is wrong", async () => {
    for (const [args, words] of [
      [["fly"], "unknown command"],
      [[], "Usage"],
      [["record", "--dataset", "d"], "--scripted"],
      [["record", "--scripted", "--episodes", "0"], "whole number"],
      [["record", "--scripted", "--seed", "-1"], "argument"],
      [["record", "--scripted", "--speed", "1:9"], "MIN:MAX"],
      [["record", "--scripted", "--noise", "much"], "number"],
      [["import", "x", "--format", "rosbag", "--dataset", "d"], "Allowed choices"],
      [["export", "x", "--format", "minari"], "--out"],
      [["train", "x", "--algorithm", "magic"], "Allowed choices"],
      [["train", "x", "--set", "speed=3"], "no such key"],
      [["train", "x", "--set", "epochs=0"], "epochs"],
      [["train", "x", "--preset", "none"], "no preset"],
      [["curate", "x"], "nothing to do"],
      [["bench", "none"], "no benchmark"],
    ] as const) {
      const { code, stderr, stdout } = await cli.run(...args);
      expect([args, code]).toEqual([args, 2]);
      expect(stderr).toContain(words);
      expect(stdout).toBe("");
    }
  });

  it("exits 1 for what cannot be done, with one document under --json", async () => {
    for (const args of [
      ["info", "nowhere"],
      ["verify", "nowhere"],
      ["train", "nowhere", "--out", "x.safetensors"],
      ["evaluate", "nowhere.safetensors"],
      ["rollout", "nowhere.safetensors", "--dataset", "d"],
      ["import", "nowhere", "--format", "minari", "--dataset", "d"],
    ]) {
      const { code, value, stderr } = await cli.json(...args);
      expect([args, code, value]).toEqual([
        args,
        1,
        { error: { kind: "not-found", message: expect.any(String), remedy: expect.any(String) } },
      ]);
      expect(stderr).toContain("nowhere");
      // A failure is no bug: nobody needs a stack.
      expect(stderr).not.toMatch(/^ +at /m);
    }
    // What failed leaves nothing behind.
    expect((await fs.readdir(cli.folder)).filter((name) => name !== "home")).toEqual([]);
  });

  it("tells about the machine", async () => {
    const { code, value } = await cli.json("doctor");
    expect(code).toBe(0);
    for (const check of value["checks"] as object[])
      expect(Object.keys(check).sort()).toEqual(["detail", "name", "ok", "remedy"]);
  });
});

describe("interrupts", () => {
  it("Ctrl-C ends a recording cleanly: exit 130, whole episodes, one document", async () => {
    const running = cli.start("record", "--scripted", "--dataset", "cut", "--episodes", "1000", "--json");
    const folder = join(cli.folder, "cut", "episodes");
    await vi.waitFor(
      async () =>
        expect((await fs.readdir(folder)).filter((name) => name.endsWith(".arrow")).length).toBeGreaterThan(1),
      60_000,
    );
    running.child.kill("SIGINT");
    const { code, stdout } = await running.ended;
    expect(code).toBe(130);
    const { episodes } = JSON.parse(stdout) as { episodes: { id: string }[] };
    expect((await fs.readdir(folder)).sort()).toEqual(episodes.map(({ id }) => `${id}.arrow`).sort());
    expect((await cli.json("verify", "cut")).code).toBe(0);
    // Nobody holds the dataset any more.
    expect((await cli.run("curate", "cut", "--drop", episodes[0]!.id)).code).toBe(0);
  });

  it("Ctrl-C ends a training: exit 130, no half-written policy", async () => {
    const out = join(cli.folder, "never.safetensors");
    const running = cli.start("train", "cut", "--set", "epochs=10000", "--set", "evaluationEpisodes=0", "--out", out);
    // Five seconds into the training it writes down how far it is; the ten thousand epochs take minutes.
    await vi.waitFor(() => expect(existsSync(`${out}.state`)).toBe(true), 60_000);
    const asked = performance.now();
    running.child.kill("SIGINT");
    const { code, stderr } = await running.ended;
    expect(code).toBe(130);
    expect(performance.now() - asked).toBeLessThan(20_000);
    expect(stderr).toContain("cancelled");
    expect(existsSync(out)).toBe(false);
  });

  it("serves the page until Ctrl-C", async () => {
    const running = cli.start("serve", "--json");
    const url = await vi.waitFor(() => (JSON.parse(running.stdout()) as { url: string }).url, 60_000);
    const entry = await fetch(url, { redirect: "manual" });
    expect(entry.status).toBe(303);
    const cookie = entry.headers.get("set-cookie")?.split(";")[0] ?? "";
    const page = await fetch(new URL("/", url), { headers: { cookie } });
    expect(page.headers.get("cross-origin-opener-policy")).toBe("same-origin");
    expect(await page.text()).toContain("<title>Pogo</title>");
    expect((await fetch(new URL("/", url))).status).toBe(401);
    const { host, origin } = new URL(url);
    const socket = new WebSocket(`ws://${host}/bridge`, { headers: { origin, cookie } });
    await new Promise((done) => socket.once("open", done));
    running.child.kill("SIGINT");
    expect((await running.ended).code).toBe(130);
  });

  it("says which port is taken", async () => {
    const first = cli.start("serve", "--json");
    const url = await vi.waitFor(() => (JSON.parse(first.stdout()) as { url: string }).url, 60_000);
    const { code, stderr } = await cli.run("serve", "--port", new URL(url).port);
    expect(code).toBe(1);
    expect(stderr).toContain("another program uses it");
    first.child.kill("SIGINT");
    await first.ended;
  });
});
