import { randomBytes, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";

/**
 * Who may use the server. Any page on this machine's browser can send requests to 127.0.0.1, and any website can point
 * a name of its own at it; hence a secret token, carried by a cookie no other site's request brings along, and a check
 * of the Host and Origin that the browser itself writes.
 */
export interface Access {
  /** 32 random bytes in base64url */
  readonly token: string;
  /** the request is addressed to this server by a name that only means this machine */
  hostAllowed(request: IncomingMessage): boolean;
  /** the request comes from a page of this server */
  originAllowed(request: IncomingMessage): boolean;
  /** the request carries the cookie */
  hasCookie(request: IncomingMessage): boolean;
  isToken(candidate: string): boolean;
  /** the Set-Cookie header's value */
  readonly setCookie: string;
}

export function createAccess(port: number, token: string = randomBytes(32).toString("base64url")): Access {
  const hosts = new Set([`127.0.0.1:${port}`, `localhost:${port}`]);
  // Browsers leave the default port out.
  if (port === 80) for (const name of ["127.0.0.1", "localhost"]) hosts.add(name);
  // Cookies do not tell ports apart: two servers would overwrite each other's.
  const cookie = `pogo-${port}`;
  const secret = Buffer.from(token);
  const isToken = (candidate: string): boolean => {
    const given = Buffer.from(candidate);
    return given.length === secret.length && timingSafeEqual(given, secret);
  };
  return {
    token,
    isToken,
    setCookie: `${cookie}=${token}; Path=/; HttpOnly; SameSite=Strict`,
    hostAllowed: ({ headers }) => headers.host !== undefined && hosts.has(headers.host),
    originAllowed: ({ headers }) => headers.origin !== undefined && headers.origin === `http://${headers.host}`,
    hasCookie: ({ headers }) =>
      (headers.cookie ?? "").split(";").some((pair) => {
        const [name = "", value = ""] = pair.trim().split("=", 2);
        return name === cookie && isToken(value);
      }),
  };
}
