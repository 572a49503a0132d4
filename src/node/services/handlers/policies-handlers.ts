import { comparePolicies } from "../../policies/compare-policies.ts";
import { exportOnnx } from "../../policies/export-onnx.ts";
import { homePaths } from "../../settings/home.ts";
import type { ServiceContext } from "../context.ts";
import type { Handlers, RequestsOf } from "./handler.ts";

export function policiesHandlers({ policies, info, emit }: ServiceContext): Handlers<RequestsOf<"policies">> {
  return {
    "policies/list": () => policies.list(),
    "policies/load": ({ policy }) => policies.load(policy),
    "policies/rename": async ({ policy, name }) => {
      const renamed = await policies.rename(policy, name);
      emit({ type: "policies-changed" });
      return renamed;
    },
    "policies/export-onnx": ({ policy }) => exportOnnx(policies, policy, homePaths(info.home).exports),
    "policies/compare": async ({ policies: ids }) => {
      const found = await Promise.all(ids.map((id) => policies.describe(id)));
      return comparePolicies(found.map(({ id, meta }) => ({ id, evaluation: meta?.evaluation ?? null })));
    },
    "policies/delete": async ({ policy }) => {
      await policies.remove(policy);
      emit({ type: "policies-changed" });
      return null;
    },
  };
}
