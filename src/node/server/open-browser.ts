import open from "open";

/** Whether this machine could show a browser window. */
function hasDisplay(platform: NodeJS.Platform, env: Readonly<Record<string, string | undefined>>): boolean {
  return platform !== "linux" || Boolean(env["DISPLAY"]) || Boolean(env["WAYLAND_DISPLAY"]);
}

/** Opens the system's browser; false where there is none to be opened. */
export async function openBrowser(url: string): Promise<boolean> {
  if (!hasDisplay(process.platform, process.env)) return false;
  try {
    const child = await open(url);
    // A missing opener is told by an event, which nobody else would hear.
    child.on("error", () => undefined);
    return true;
  } catch {
    return false;
  }
}
