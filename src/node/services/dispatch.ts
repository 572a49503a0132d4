import { FailureError, toFailure } from "../../shared/base/failure.ts";
import type { Result } from "../../shared/base/failure.ts";
import { REQUESTS } from "../../shared/ipc/contract.ts";
import type { ParsedRequestOf, RequestName } from "../../shared/ipc/contract.ts";
import type { Caller, Handler, Handlers } from "./handlers/handler.ts";

function isRequestName(name: string): name is RequestName {
  return Object.hasOwn(REQUESTS, name);
}

/** Checks a request against the contract and answers it. Whatever goes wrong is a Result: nothing is thrown. */
export async function dispatch(
  handlers: Handlers,
  caller: Caller,
  name: string,
  payload: unknown,
  onBug: (error: unknown) => void,
): Promise<Result<unknown>> {
  try {
    if (!isRequestName(name)) {
      throw new FailureError(
        "denied",
        `There is no request named ${JSON.stringify(name.slice(0, 80))}`,
        "Reload the page: it may be of another version than its host.",
      );
    }
    return { ok: true, value: await call(handlers[name], name, payload, caller) };
  } catch (error) {
    if (!(error instanceof FailureError)) onBug(error);
    return { ok: false, failure: toFailure(error) };
  }
}

async function call<N extends RequestName>(
  handler: Handler<N>,
  name: N,
  payload: unknown,
  caller: Caller,
): Promise<unknown> {
  const parsed = REQUESTS[name].request.safeParse(payload);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const where = issue === undefined || issue.path.length === 0 ? "" : ` at ${issue.path.join(".")}`;
    throw new FailureError(
      "invalid-input",
      `${name}${where}: ${issue?.message ?? "is malformed"}`,
      "Correct the value and try again.",
    );
  }
  return handler(parsed.data as ParsedRequestOf<N>, caller);
}
