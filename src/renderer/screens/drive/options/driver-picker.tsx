import { IconBrain, IconUser } from "@tabler/icons-react";
import type { JSX } from "react";
import type { PolicySummary } from "../../../../shared/policy/policy-meta.ts";
import { formatReturn } from "../../../components/format.ts";
import { usePolicies } from "../../../state/app-state-context.tsx";
import { misfit } from "../../../state/policy-misfit.ts";
import { valueOr } from "../../../state/remote.ts";
import { ChoiceMenu } from "./choice-menu.tsx";
import type { Choice } from "./choice-menu.tsx";
import type { Driver } from "./use-driver.ts";

const ME = "me";

function choiceOf(summary: PolicySummary): Choice {
  const { id, name, meta } = summary;
  const why = misfit(summary);
  if (why !== null || meta === null) return { key: id, name, note: why ?? "", disabled: true };
  const { evaluation, algorithm } = meta;
  const score = evaluation === null ? "not evaluated" : `mean return ${formatReturn(evaluation.mean)}`;
  return { key: id, name, note: `${algorithm.toUpperCase()}, ${score}` };
}

/** The person drives, or a policy does and the person corrects it. */
export function DriverPicker({
  driver,
  disabled,
}: {
  readonly driver: Driver;
  readonly disabled: boolean;
}): JSX.Element {
  const policies = valueOr(
    usePolicies((state) => state.list),
    [],
  );
  const { policy, loading, choose } = driver;
  return (
    <ChoiceMenu
      title="Who drives"
      label={policy === null ? "I drive" : policy.name}
      icon={policy === null ? <IconUser size={16} /> : <IconBrain size={16} />}
      chosen={policy?.id ?? ME}
      disabled={disabled}
      loading={loading}
      testId="driver"
      choices={[
        { key: ME, name: "I drive", note: "Every step is a demonstration of yours." },
        ...policies.map(choiceOf),
      ]}
      onChoose={(key) => choose(key === ME ? null : key)}
      foot="When a policy drives, take over before it falls and hand back when it is fine again. Your steps are marked as a person's: they are the labels that DAgger trains on."
    />
  );
}
