/** Headers, Request and Response for Node 12: as much as a file server needs. */

export class PlainHeaders {
  readonly entries: Record<string, string>;

  constructor(init: Readonly<Record<string, string>> = {}) {
    this.entries = { ...init };
  }
}

export class PlainRequest {
  readonly url: string;
  readonly method: string;

  constructor(url: string, init: { readonly method?: string } = {}) {
    this.url = url;
    this.method = init.method ?? "GET";
  }
}

export class PlainResponse {
  readonly body: Buffer;
  readonly status: number;
  readonly headers: PlainHeaders;

  constructor(
    body: string | Uint8Array,
    init: { readonly status?: number; readonly headers?: Readonly<Record<string, string>> } = {},
  ) {
    this.body = typeof body === "string" ? Buffer.from(body) : Buffer.from(body);
    this.status = init.status ?? 200;
    this.headers = new PlainHeaders(init.headers);
  }
}
