import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { prepareGymnasium } from "../../scripts/lib/gymnasium.mjs";
import { findAppFolder } from "../../src/node/settings/app-folder.ts";
import { LINK_MASSES, LINKS } from "../../src/shared/base/hopper-links.ts";
import { CONTROLLER_GAINS } from "../../src/shared/control/controller-gains.ts";
import { mujocoFile } from "./mujoco-data.ts";

/** Steps per second. */
export interface Rate {
  /** of wall time */
  readonly wall: number;
  /** of the process's CPU time, which other programs do not disturb */
  readonly cpu: number;
}

/** From where and by whom an episode is driven: the expert, or the controller at a speed (m/s). */
export interface Start {
  readonly qpos: readonly number[];
  readonly qvel: readonly number[];
  readonly speed: number | null;
}

export interface Outcome {
  readonly steps: number;
  readonly return: number;
}

/** Hopper-v5 of Gymnasium on MuJoCo, in a Python of its own. */
export class Gymnasium {
  private readonly python: string;

  private constructor(python: string) {
    this.python = python;
  }

  /** Installs it where it is missing; an Error that says why where that cannot be. */
  static async prepare(): Promise<Gymnasium> {
    return new Gymnasium(await prepareGymnasium());
  }

  /** One episode from each start. */
  async episodes(starts: readonly Start[]): Promise<readonly Outcome[]> {
    const controller = { gains: CONTROLLER_GAINS, links: LINKS, masses: LINK_MASSES };
    const answer = await this.ask({ command: "episodes", expert: mujocoFile("expert.f64"), controller, starts });
    return answer as readonly Outcome[];
  }

  /** Speed of the bare environment, without Gymnasium's wrappers. */
  async speed(steps: number): Promise<{ readonly random: Rate; readonly expert: Rate }> {
    const answer = await this.ask({ command: "speed", expert: mujocoFile("expert.f64"), steps });
    return answer as { random: Rate; expert: Rate };
  }

  private async ask(request: object): Promise<unknown> {
    const script = join(findAppFolder(), "bench", "physics", "hopper_v5.py");
    const env = { ...process.env, OMP_NUM_THREADS: "1", OPENBLAS_NUM_THREADS: "1" };
    const child = spawn(this.python, [script], { env, stdio: ["pipe", "pipe", "pipe"] });
    let [out, errors] = ["", ""];
    child.stdout.setEncoding("utf8").on("data", (text: string) => (out += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (errors += text));
    child.stdin.end(JSON.stringify(request));
    const [code] = (await once(child, "close")) as [number | null];
    if (code !== 0) throw new Error(`Gymnasium ended with ${code}: ${errors.trim().split("\n").at(-1) ?? ""}`);
    return (JSON.parse(out) as { answer: unknown }).answer;
  }
}
