import { FailureError } from "../../../shared/base/failure.ts";
import { machineProbes } from "../../doctor/machine-probes.ts";
import { runDoctor } from "../../doctor/run-doctor.ts";
import type { ServiceContext } from "../context.ts";
import type { Handlers, RequestsOf } from "./handler.ts";

export function appHandlers({ info, appFolder, chooseImport }: ServiceContext): Handlers<RequestsOf<"app">> {
  return {
    "app/info": () => Promise.resolve(info),
    "app/doctor": async () => (await runDoctor(machineProbes(appFolder, info.home))).checks,
    "app/choose-import": () => {
      if (chooseImport === null)
        throw new FailureError(
          "unsupported",
          "A page in a browser cannot open a file dialog of this machine.",
          "Type the path of the dataset instead.",
        );
      return chooseImport();
    },
  };
}
