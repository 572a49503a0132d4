import { join } from "node:path";
import { FailureError } from "../../shared/base/failure.ts";
import { openBrowser } from "../../node/server/open-browser.ts";
import { startPageServer } from "../../node/server/start-page-server.ts";
import { findBuiltProgram } from "../../node/services/built-program.ts";
import { createServices } from "../../node/services/create-services.ts";
import { forkTrainer } from "../../node/trainer/fork-trainer.ts";
import type { Cli } from "../cli.ts";
import { wholeNumber } from "../option-parsers.ts";

export function addServe(cli: Cli): void {
  cli
    .command("serve", "serve the app as a page to browsers of this machine, until Ctrl-C", "serve --port 8125 --open")
    .option("--port <p>", "port on 127.0.0.1 (default: any free one)", wholeNumber(0, 65_535), 0)
    .option("--open", "open the system's browser")
    .action((flags: { readonly port: number; readonly open?: true }) =>
      cli.run(async (context) => {
        const trainer = findBuiltProgram("trainer");
        if (trainer === null) throw new FailureError("unsupported", "The app is not built.", "Run npm run build.");
        const services = await createServices({
          home: context.home,
          resources: join(context.appFolder, "resources"),
          face: "browser",
          spawnTrainer: forkTrainer(trainer),
        });
        const server = await startPageServer({
          services,
          root: join(context.appFolder, "out", "renderer"),
          port: flags.port,
        }).catch(async (error: unknown) => {
          await services.close();
          throw error;
        });
        const outcome = { json: { url: server.url }, text: `Pogo is at ${server.url}\nCtrl-C ends it.` };
        await context.answer(outcome);
        if (flags.open === true && !(await openBrowser(server.url)))
          context.note("There is no browser to open here: open the address yourself.");
        await aborted(context.signal);
        await server.close();
        await services.close();
        return outcome;
      }),
    );
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((done) => {
    if (signal.aborted) done();
    else signal.addEventListener("abort", () => done(), { once: true });
  });
}
