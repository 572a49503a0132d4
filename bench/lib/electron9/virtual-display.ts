import { spawn } from "node:child_process";

/** A screen that exists in memory only. */
export interface VirtualDisplay {
  /** the value for DISPLAY */
  readonly name: string;
  close(): void;
}

/** Starts Xvfb on a display number that it chooses itself. */
export function openVirtualDisplay(): Promise<VirtualDisplay> {
  const args = ["-displayfd", "3", "-screen", "0", "1440x900x24", "-nolisten", "tcp", "-noreset"];
  const server = spawn("Xvfb", args, { stdio: ["ignore", "ignore", "ignore", "pipe"] });
  return new Promise((done, fail) => {
    server.once("error", fail);
    server.once("exit", (code) => fail(new Error(`Xvfb ended with code ${code}`)));
    server.stdio[3]?.once("data", (number: Buffer) => {
      done({ name: `:${String(number).trim()}`, close: () => server.kill() });
    });
  });
}
