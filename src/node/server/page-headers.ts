/** What the page may load and reach; `port` is the server's own. */
function contentSecurityPolicy(port: number): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "worker-src 'self'",
    // The component library writes style elements while it runs.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    // Older browsers do not count the page's own WebSocket as 'self'.
    `connect-src 'self' ws://127.0.0.1:${port} ws://localhost:${port}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}

/** Sent with every answer. The cross-origin headers give the page SharedArrayBuffer, on which driving rests. */
export function pageHeaders(port: number): Readonly<Record<string, string>> {
  return {
    "Content-Security-Policy": contentSecurityPolicy(port),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "gamepad=(self), camera=(), microphone=(), geolocation=()",
  };
}
