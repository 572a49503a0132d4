/**
 * @typedef {{ serve: boolean, port: string | undefined, noSandbox: boolean, rest: string[] }} StartOptions
 * @typedef {{ platform: NodeJS.Platform, env: NodeJS.ProcessEnv, uid: number | undefined }} Host
 */

/** @returns {StartOptions} */
export function parseStartArgs(args) {
  const options = { serve: false, port: undefined, noSandbox: false, rest: [] };
  for (let i = 0; i < args.length; i += 1) {
    const arg = args[i];
    if (arg === "--serve") options.serve = true;
    else if (arg === "--no-sandbox") options.noSandbox = true;
    else if (arg === "--port") options.port = args[(i += 1)];
    else if (arg.startsWith("--port=")) options.port = arg.slice("--port=".length);
    else options.rest.push(arg);
  }
  return options;
}

/**
 * Why no window can be opened on this host, or undefined when nothing speaks against it. Electron's sandbox does not
 * work for root; it is switched off only by whoever asks for that.
 * @param {Host} host
 */
export function windowObstacle({ platform, env, uid }, noSandbox) {
  if (platform !== "linux") return undefined;
  if (!env.DISPLAY && !env.WAYLAND_DISPLAY) return "there is no display";
  if (uid === 0 && !noSandbox) return "Electron's sandbox does not work as root (pass --no-sandbox to go without it)";
  return undefined;
}

/** @param {StartOptions} options */
export function serveArguments({ port }) {
  return ["serve", "--open", ...(port === undefined ? [] : ["--port", port])];
}
