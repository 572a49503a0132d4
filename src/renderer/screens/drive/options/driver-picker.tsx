import { IconBrain, IconUser } from "@tabler/icons-react";
import type { JSX } from "react";
import { ChoiceMenu } from "./choice-menu.tsx";
import { ME, useDriverChoices } from "./use-driver-choices.ts";
import type { Driver } from "./use-driver.ts";

/** The person drives, or a policy does and the person corrects it. */
export function DriverPicker({ driver }: { readonly driver: Driver }): JSX.Element {
  const choices = useDriverChoices();
  const { policy, loading, choose } = driver;
  return (
    <ChoiceMenu
      title="Who drives"
      label={policy === null ? "I drive" : policy.name}
      icon={policy === null ? <IconUser size={16} /> : <IconBrain size={16} />}
      chosen={policy?.id ?? ME}
      loading={loading}
      testId="driver"
      choices={choices}
      onChoose={(key) => choose(key === ME ? null : key)}
      foot="When a policy drives, take over before it falls and hand back when it is fine again. Your steps are marked as a person's: they are the labels that DAgger trains on."
    />
  );
}
