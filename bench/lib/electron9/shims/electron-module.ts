import { PlainRequest } from "./answer.ts";
import type { PlainResponse } from "./answer.ts";

/** The parts of Electron 9 that are touched here. */
interface OldContents {
  getURL(): string;
  on(event: string, listener: (event: { preventDefault(): void }) => void): void;
}

interface OldProtocol {
  registerBufferProtocol(
    scheme: string,
    handler: (
      request: { readonly url: string; readonly method: string },
      answer: (response: {
        statusCode: number;
        headers: Record<string, string>;
        mimeType?: string;
        data: Buffer;
      }) => void,
    ) => void,
  ): void;
}

type InvokeListener = (event: object, ...args: unknown[]) => unknown;

interface OldElectron {
  readonly app: {
    enableSandbox(): void;
    on(event: "web-contents-created", listener: (event: unknown, contents: OldContents) => void): void;
    once(event: "ready", listener: () => void): void;
  };
  readonly ipcMain: { handle(channel: string, listener: InvokeListener): void };
  readonly protocol: OldProtocol;
  readonly session: { readonly defaultSession: object };
}

/** Electron's old protocol calls behind `protocol.handle`, which came with Electron 25. */
function handleProtocol(protocol: OldProtocol) {
  return (scheme: string, handler: (request: PlainRequest) => Promise<PlainResponse>): void => {
    protocol.registerBufferProtocol(scheme, ({ url, method }, answer) => {
      void handler(new PlainRequest(url, { method })).then((response) => {
        const headers = response.headers.entries;
        const mimeType = headers["Content-Type"]?.split(";", 1)[0];
        answer({
          statusCode: response.status,
          headers,
          data: response.body,
          ...(mimeType === undefined ? {} : { mimeType }),
        });
      });
    });
  };
}

/**
 * Tells handlers the frame a message came from; before Electron 17 an event knew its page only. Pogo's page has no frames
 * in it, so the page's own frame it is.
 */
function addSenderFrame(ipcMain: OldElectron["ipcMain"]): void {
  const handle = ipcMain.handle.bind(ipcMain);
  ipcMain.handle = (channel, listener) => {
    handle(channel, (event, ...args) => {
      const url = (event as { sender: OldContents }).sender.getURL();
      Object.defineProperty(event, "senderFrame", { value: { url, parent: null } });
      return listener(event, ...args);
    });
  };
}

/** Electron 9 with the calls that the program makes and that came later. */
export function modernElectron(electron: OldElectron): unknown {
  electron.app.on("web-contents-created", (_event, contents) => {
    // Before Electron 12 a page's wish for a window was an event.
    Object.assign(contents, {
      setWindowOpenHandler: () => contents.on("new-window", (event) => event.preventDefault()),
    });
  });
  electron.app.once("ready", () => {
    Object.assign(electron.protocol, { handle: handleProtocol(electron.protocol) });
    Object.assign(electron.session.defaultSession, { setDevicePermissionHandler: () => undefined });
  });
  // It would take --no-sandbox back from the renderers, without which Chromium does not run as root. The window still
  // asks for a sandboxed preload.
  electron.app.enableSandbox = () => undefined;
  addSenderFrame(electron.ipcMain);
  return electron;
}
