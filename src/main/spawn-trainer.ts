import { utilityProcess } from "electron";
import { forkTrainer } from "../node/trainer/fork-trainer.ts";
import type { SpawnTrainer } from "../node/services/services.ts";

/**
 * Starts trainers as Electron's own child processes of `program`, which its task manager shows and whose crash ends nothing
 * else; as forked Node processes in an Electron that has none.
 */
export function electronTrainer(program: string): SpawnTrainer {
  if (utilityProcess === undefined) return forkTrainer(program);
  return () => {
    const child = utilityProcess.fork(program, [], { serviceName: "Pogo trainer", stdio: "inherit" });
    // Out of memory, say. Its exit follows and ends the job; without a listener this event would end us, too.
    child.on("error", (type, location) => console.error(`The trainer broke down: ${type} at ${location}`));
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
