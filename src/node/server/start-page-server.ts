import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { Server } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer } from "ws";
import { FailureError } from "../../shared/base/failure.ts";
import { MAX_CLIENT_MESSAGE_BYTES } from "../../shared/ipc/codec.ts";
import type { Services } from "../services/services.ts";
import { createAccess } from "./access.ts";
import { accessUrl, answerPage } from "./answer-page.ts";
import { SOCKET_LIMITS, serveSocket } from "./serve-socket.ts";
import type { SocketLimits } from "./serve-socket.ts";

/** Where the page's socket is. */
const SOCKET_PATH = "/bridge";
const ADDRESS = "127.0.0.1";

export interface PageServerOptions {
  readonly services: Services;
  /** folder of the built page */
  readonly root: string;
  /** 0, the default, takes any free one */
  readonly port?: number;
  readonly limits?: Partial<SocketLimits>;
}

export interface PageServer {
  /** with the token: whoever opens it is let in */
  readonly url: string;
  readonly port: number;
  /** closes every connection; the services stay open */
  close(): Promise<void>;
}

/** Serves the page and its bridge to browsers of this machine. FailureError when the port cannot be had. */
export async function startPageServer(options: PageServerOptions): Promise<PageServer> {
  const { services, root } = options;
  const limits = { ...SOCKET_LIMITS, ...options.limits };
  const server = createServer();
  const port = await listen(server, options.port ?? 0);
  const access = createAccess(port);
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_CLIENT_MESSAGE_BYTES,
    perMessageDeflate: false,
  });

  server.on("request", (request, response) => {
    void answerPage(request, response, { port, root, access });
  });
  server.on("upgrade", (request, socket, head) => {
    const allowed = access.hostAllowed(request) && access.originAllowed(request) && access.hasCookie(request);
    if (!allowed || request.url !== SOCKET_PATH) return refuseUpgrade(socket);
    sockets.handleUpgrade(request, socket, head, (client) =>
      serveSocket(client, services, `page-${randomUUID()}`, limits),
    );
  });

  return {
    url: accessUrl(port, access.token),
    port,
    close: () =>
      new Promise((done) => {
        for (const client of sockets.clients) client.terminate();
        sockets.close();
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

function refuseUpgrade(socket: Duplex): void {
  // Nothing else listens to this socket; one that is gone already must not end the program.
  socket.on("error", () => undefined);
  socket.end("HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((done, fail) => {
    server.once("error", (cause: NodeJS.ErrnoException) => {
      const why = cause.code === "EADDRINUSE" ? "another program uses it" : cause.message;
      fail(
        new FailureError(
          "unsupported",
          `Port ${port} of ${ADDRESS} cannot be opened: ${why}`,
          "Choose another port with --port, or leave it out to take any free one.",
          { cause },
        ),
      );
    });
    server.listen(port, ADDRESS, () => {
      const address = server.address();
      done(typeof address === "object" && address !== null ? address.port : port);
    });
  });
}
