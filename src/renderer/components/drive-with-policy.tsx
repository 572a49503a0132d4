import { ActionIcon, Button, Tooltip } from "@mantine/core";
import type { ButtonProps } from "@mantine/core";
import { IconSteeringWheel } from "@tabler/icons-react";
import type { JSX } from "react";
import type { PolicySummary } from "../../shared/policy/policy-meta.ts";
import { misfit } from "../state/policy-misfit.ts";
import { navigate } from "../state/use-route.ts";

interface DriveWithPolicyProps extends Pick<ButtonProps, "size" | "variant"> {
  readonly policy: PolicySummary;
  /** only the icon is shown, in rows */
  readonly compact?: boolean;
}

/** Opens Drive with this policy as the driver, for the person to take over from. */
export function DriveWithPolicy({ policy, compact = false, ...rest }: DriveWithPolicyProps): JSX.Element {
  const why = misfit(policy);
  const common = {
    ...rest,
    disabled: why !== null,
    onClick: (): void => navigate({ screen: "drive", policy: policy.id }),
  };
  return (
    <Tooltip label={why ?? (compact ? "Drive with it" : "It drives; you take over when you want")} maw={320} multiline>
      {compact ? (
        <ActionIcon size="md" {...common} aria-label={`Drive with ${policy.name}`}>
          <IconSteeringWheel size={17} />
        </ActionIcon>
      ) : (
        <Button leftSection={<IconSteeringWheel size={16} />} {...common}>
          Drive with it
        </Button>
      )}
    </Tooltip>
  );
}
