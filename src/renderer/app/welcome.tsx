import { Modal, Text, Title, UnstyledButton } from "@mantine/core";
import { IconBrain, IconChartLine, IconDeviceGamepad2 } from "@tabler/icons-react";
import { useEffect } from "react";
import type { JSX, ReactNode } from "react";
import { LogoMark } from "../components/logo-mark.tsx";
import { notifyFailure } from "../components/notify-failure.ts";
import { useAppState, useDatasets, usePolicies, useSettings } from "../state/app-state-context.tsx";
import { bestPolicy } from "../state/policies-store.ts";
import { valueOr } from "../state/remote.ts";
import type { Route } from "../state/route.ts";
import { navigate } from "../state/use-route.ts";
import classes from "./welcome.module.css";

/** The first start: what this is, and three ways in. */
export function Welcome(): JSX.Element | null {
  const settings = useSettings((state) => state.current);
  const datasets = valueOr(
    useDatasets((state) => state.list),
    [],
  );
  const policies = valueOr(
    usePolicies((state) => state.list),
    [],
  );
  const { settings: store } = useAppState();
  if (settings.status !== "ready" || settings.value.seenWelcome) return null;

  const leave = async (route: Route | null): Promise<void> => {
    if (route !== null) navigate(route);
    const failure = await store.getState().change({ seenWelcome: true });
    if (failure !== null) notifyFailure(failure);
  };
  const best = bestPolicy(policies) ?? policies[0];
  const demo = [...datasets].sort((a, b) => b.steps - a.steps)[0];

  return (
    <Modal
      opened
      onClose={() => void leave(null)}
      size={760}
      padding={32}
      withCloseButton={false}
      aria-label="Welcome to Pogo"
    >
      <PadStarts onPad={() => void leave({ screen: "drive" })} />
      <div className={classes.head}>
        <LogoMark size={52} />
        <div>
          <Title order={1}>Welcome to Pogo</Title>
          <Text c="dimmed">Drive a one-legged hopper, keep the good runs, and teach a network to hop like you.</Text>
        </div>
      </div>
      <div className={classes.ways}>
        {best !== undefined && (
          <Way
            icon={<IconBrain />}
            title="Watch a policy hop"
            text={`“${best.name}” comes with Pogo. See it run, pause it, restart it.`}
            onClick={() => void leave({ screen: "policies", policy: best.id, watch: true })}
          />
        )}
        <Way
          icon={<IconDeviceGamepad2 />}
          title="Drive it yourself"
          text="Press any button on your gamepad, or come in by the keyboard: the balance is kept for you."
          onClick={() => void leave({ screen: "drive" })}
        />
        {demo !== undefined && demo.episodes > 0 && (
          <Way
            icon={<IconChartLine />}
            title="Train on the demo"
            text={`“${demo.name}” holds ${demo.episodes} expert episodes: enough for a policy of your own.`}
            onClick={() => void leave({ screen: "train", job: null, dataset: demo.id })}
          />
        )}
      </div>
      <UnstyledButton className={classes.skip} onClick={() => void leave(null)}>
        Look around first
      </UnstyledButton>
    </Modal>
  );
}

/** Whoever picks up a gamepad wants to drive. A browser tells of a pad at its first button. */
function PadStarts({ onPad }: { readonly onPad: () => void }): null {
  useEffect(() => {
    window.addEventListener("gamepadconnected", onPad, { once: true });
    return () => window.removeEventListener("gamepadconnected", onPad);
  }, [onPad]);
  return null;
}

interface WayProps {
  readonly icon: ReactNode;
  readonly title: string;
  readonly text: string;
  readonly onClick: () => void;
}

function Way({ icon, title, text, onClick }: WayProps): JSX.Element {
  return (
    <UnstyledButton className={classes.way} onClick={onClick}>
      <span className={classes.icon}>{icon}</span>
      <Text fw={650}>{title}</Text>
      <Text size="sm" c="dimmed">
        {text}
      </Text>
    </UnstyledButton>
  );
}
