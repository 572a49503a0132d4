import { homedir } from "node:os";
import { join, resolve } from "node:path";

/** Where everything a person makes is kept: POGO_HOME, or Pogo in their home folder. */
export function resolveHome(env: Readonly<Record<string, string | undefined>> = process.env): string {
  const chosen = env["POGO_HOME"];
  return chosen === undefined || chosen === "" ? join(homedir(), "Pogo") : resolve(chosen);
}

/** The folders and files below a home. */
export interface HomePaths {
  readonly home: string;
  readonly datasets: string;
  readonly policies: string;
  readonly exports: string;
  readonly settings: string;
}

export function homePaths(home: string): HomePaths {
  return {
    home,
    datasets: join(home, "datasets"),
    policies: join(home, "policies"),
    exports: join(home, "exports"),
    settings: join(home, "settings.json"),
  };
}
