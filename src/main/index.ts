import { join, resolve } from "node:path";
import { BrowserWindow, app, dialog, ipcMain, protocol, session } from "electron";
import { createServices } from "../node/services/create-services.ts";
import type { Services } from "../node/services/services.ts";
import { setAppMenu } from "./app-menu.ts";
import { closeBeforeQuit } from "./close-services.ts";
import { denyPermissions, guardApp } from "./guard-contents.ts";
import { openMainWindow } from "./main-window.ts";
import { servePageFile } from "./page-files.ts";
import { SCHEME } from "./page-origin.ts";
import { connectWindow, serveRequests } from "./serve-requests.ts";
import { electronTrainer } from "./spawn-trainer.ts";

const OUT = resolve(import.meta.dirname, "..");
const development = app.isPackaged ? undefined : process.env["ELECTRON_RENDERER_URL"];

app.setName("Pogo");
// Privileges must be known before Electron is ready: an origin of its own, with workers, fetch and modules.
protocol.registerSchemesAsPrivileged([
  { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
]);
app.enableSandbox();
guardApp(app, development);

if (app.requestSingleInstanceLock()) {
  void app.whenReady().then(start).catch(fail);
} else {
  app.quit();
}

async function start(): Promise<void> {
  denyPermissions(session.defaultSession);
  protocol.handle(SCHEME, (request) => servePageFile(request, join(OUT, "renderer")));
  setAppMenu(process.platform);
  const services = await createServices({
    resources: join(OUT, "..", "resources"),
    face: "electron",
    version: app.getVersion(),
    spawnTrainer: electronTrainer(join(OUT, "main", "trainer.js")),
    chooseImport,
  });
  closeBeforeQuit(app, services);
  serveRequests(ipcMain, services, development);

  const open = (): Promise<void> => openWindow(services);
  app.on("second-instance", () => void focusOr(open));
  app.on("activate", () => void focusOr(open));
  app.on("window-all-closed", () => {
    if (process.platform !== "darwin") app.quit();
  });
  await open();
}

async function openWindow(services: Services): Promise<void> {
  const options = {
    preload: join(OUT, "preload", "index.cjs"),
    stateFile: join(app.getPath("userData"), "window-state.json"),
    development,
  };
  await openMainWindow(options, ({ webContents }) => connectWindow(webContents, services));
}

/** Brings the window to the front, or opens one where the last was closed and the program stayed. */
async function focusOr(open: () => Promise<void>): Promise<void> {
  const [window] = BrowserWindow.getAllWindows();
  if (window === undefined) return open();
  if (window.isMinimized()) window.restore();
  window.focus();
}

async function chooseImport(): Promise<string | null> {
  const { canceled, filePaths } = await dialog.showOpenDialog({
    title: "Import demonstrations",
    // One dialog picks files and folders only on macOS; the formats we import are folders or single files.
    properties: process.platform === "darwin" ? ["openFile", "openDirectory"] : ["openFile"],
  });
  return canceled ? null : (filePaths[0] ?? null);
}

function fail(error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  console.error(error);
  dialog.showErrorBox("Pogo could not start", message);
  app.exit(1);
}
