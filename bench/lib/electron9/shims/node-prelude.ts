import "core-js/stable";
import { installAbort } from "./abort.ts";
import { PlainHeaders, PlainRequest, PlainResponse } from "./answer.ts";
import { modernElectron } from "./electron-module.ts";
import { installGlobals } from "./globals.ts";
import { installModules, original } from "./modules.ts";

/** Runs before any program of the Node side: makes Electron 9's Node 12 look like the Node the program is written for. */
installGlobals();
installAbort();
Object.assign(globalThis, { Headers: PlainHeaders, Request: PlainRequest, Response: PlainResponse });

let electron: unknown;
const isMainProcess = process.type === "browser";
installModules(
  isMainProcess
    ? { electron: () => (electron ??= modernElectron(original("electron") as Parameters<typeof modernElectron>[0])) }
    : {},
);
