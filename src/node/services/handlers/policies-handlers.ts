import type { ServiceContext } from "../context.ts";
import type { Handlers, RequestsOf } from "./handler.ts";

export function policiesHandlers({ policies, emit }: ServiceContext): Handlers<RequestsOf<"policies">> {
  return {
    "policies/list": () => policies.list(),
    "policies/load": ({ policy }) => policies.load(policy),
    "policies/rename": async ({ policy, name }) => {
      const renamed = await policies.rename(policy, name);
      emit({ type: "policies-changed" });
      return renamed;
    },
    "policies/delete": async ({ policy }) => {
      await policies.remove(policy);
      emit({ type: "policies-changed" });
      return null;
    },
  };
}
