import { BrowserWindow, screen } from "electron";
import { PAGE_URL } from "./page-origin.ts";
import { readWindowState, writeWindowState } from "./window-state.ts";
import type { WindowState } from "./window-state.ts";

/** What a main window needs to know. */
export interface MainWindowOptions {
  /** the built preload */
  readonly preload: string;
  /** where the window's place is remembered */
  readonly stateFile: string;
  /** address of the bundler's server, in development */
  readonly development: string | undefined;
}

/** The page's own dark background, so that nothing flashes while it loads. */
const BACKGROUND = "#101113";

/** Opens the window, which is shown with the page's first paint; `connect` gets it before its page is loaded. */
export async function openMainWindow(
  options: MainWindowOptions,
  connect: (window: BrowserWindow) => void,
): Promise<void> {
  const areas = screen.getAllDisplays().map((display) => display.workArea);
  const state = await readWindowState(options.stateFile, areas);
  const window = new BrowserWindow({
    width: state?.width ?? 1400,
    height: state?.height ?? 900,
    ...(state === undefined ? {} : { x: state.x, y: state.y }),
    minWidth: 640,
    minHeight: 480,
    show: false,
    backgroundColor: BACKGROUND,
    title: "Pogo",
    autoHideMenuBar: true,
    webPreferences: {
      preload: options.preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
      // The simulator's worker keeps its pace while another window is in front.
      backgroundThrottling: false,
    },
  });
  if (state?.maximized === true) window.maximize();
  window.once("ready-to-show", () => window.show());
  rememberPlace(window, options.stateFile);
  connect(window);
  await window.loadURL(options.development ?? PAGE_URL);
}

/** A window that its page closes says nothing before it is gone, so its place is noted whenever that changes. */
function rememberPlace(window: BrowserWindow, file: string): void {
  const place = (): WindowState => ({ ...window.getNormalBounds(), maximized: window.isMaximized() });
  let last = place();
  const note = (): void => {
    last = place();
  };
  window.on("resize", note);
  window.on("move", note);
  window.on("maximize", note);
  window.on("unmaximize", note);
  window.on("closed", () => writeWindowState(file, last));
}
