import type { PolicySummary } from "../../../../shared/policy/policy-meta.ts";
import { formatReturn } from "../../../components/format.ts";
import { usePolicies } from "../../../state/app-state-context.tsx";
import { misfit } from "../../../state/policy-misfit.ts";
import { valueOr } from "../../../state/remote.ts";
import type { Choice } from "./choice-menu.tsx";

/** The person's key among the drivers; the others have their policy's id. */
export const ME = "me";

const MYSELF: Choice = { key: ME, name: "I drive", note: "Every step is a demonstration of yours." };

function choiceOf(summary: PolicySummary): Choice {
  const { id, name, meta } = summary;
  const why = misfit(summary);
  if (why !== null || meta === null) return { key: id, name, note: why ?? "", disabled: true };
  const { evaluation, algorithm } = meta;
  const score = evaluation === null ? "not evaluated" : `mean return ${formatReturn(evaluation.mean)}`;
  return { key: id, name, note: `${algorithm.toUpperCase()}, ${score}` };
}

/** Who can drive: the person, and every policy, those that cannot with the reason. */
export function useDriverChoices(): readonly Choice[] {
  const policies = valueOr(
    usePolicies((state) => state.list),
    [],
  );
  return [MYSELF, ...policies.map(choiceOf)];
}
