import { contextBridge, ipcRenderer } from "electron";
import { EVENT_CHANNEL, INVOKE_CHANNEL } from "../shared/ipc/bridge.ts";
import type { PreloadApi } from "../shared/ipc/bridge.ts";

/**
 * All that the page gets of Electron. It carries messages and judges none of them: the main process checks the sender,
 * the name and the payload, because a page that has been taken over could send anything past this file.
 */
const api: PreloadApi = {
  invoke: (name, payload) => ipcRenderer.invoke(INVOKE_CHANNEL, name, payload),
  subscribe(listener) {
    const forward = (_: unknown, event: unknown): void => listener(event);
    ipcRenderer.on(EVENT_CHANNEL, forward);
    return () => {
      ipcRenderer.removeListener(EVENT_CHANNEL, forward);
    };
  },
};

contextBridge.exposeInMainWorld("pogo", api);
