import { utilityProcess } from "electron";
import type { SpawnTrainer } from "../node/services/services.ts";

/** Starts trainers as Electron's own child processes of `program`, which its task manager shows and a crash ends alone. */
export function utilityTrainer(program: string): SpawnTrainer {
  return () => {
    const child = utilityProcess.fork(program, [], { serviceName: "Pogo trainer", stdio: "inherit" });
    return {
      send: (message) => child.postMessage(message),
      onMessage: (listener) => {
        child.on("message", listener);
      },
      onExit: (listener) => {
        child.once("exit", listener);
      },
      kill: () => {
        child.kill();
      },
    };
  };
}
