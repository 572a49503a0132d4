import type { ParsedRequestOf, ReplyOf, RequestName } from "../../../shared/ipc/contract.ts";

/** Who asks: one page for as long as it is connected. */
export interface Caller {
  readonly clientId: string;
}

/** Answers one request; expected failures are thrown as FailureError. */
export type Handler<N extends RequestName> = (payload: ParsedRequestOf<N>, caller: Caller) => Promise<ReplyOf<N>>;

/** The handlers of some requests; one file per noun makes its own. */
export type Handlers<N extends RequestName = RequestName> = { readonly [K in N]: Handler<K> };

/** The requests of one noun. */
export type RequestsOf<Noun extends string> = Extract<RequestName, `${Noun}/${string}`>;
