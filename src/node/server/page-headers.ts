/** What the page may load and reach; `connect`: where it may open connections to. */
function contentSecurityPolicy(connect: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "worker-src 'self'",
    // The component library writes style elements while it runs.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    `connect-src ${connect}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}

/**
 * Sent with every file of the page, by whichever host. The cross-origin headers give the page SharedArrayBuffer, on which
 * driving rests.
 */
export function guardHeaders(connect = "'self'"): Readonly<Record<string, string>> {
  return {
    "Content-Security-Policy": contentSecurityPolicy(connect),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
  };
}

/** Sent with every answer of the page server; `port` is its own. */
export function pageHeaders(port: number): Readonly<Record<string, string>> {
  return {
    // Older browsers do not count the page's own WebSocket as 'self'.
    ...guardHeaders(`'self' ws://127.0.0.1:${port} ws://localhost:${port}`),
    "Permissions-Policy": "gamepad=(self), camera=(), microphone=(), geolocation=()",
  };
}
