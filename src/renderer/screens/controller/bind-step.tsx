import { Button, Group, Kbd, Select, Text, UnstyledButton } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { useEffect, useRef } from "react";
import type { JSX } from "react";
import { PAD_FAMILIES } from "../../../shared/control/pad-profile.ts";
import type { PadFamily, PadProfile } from "../../../shared/control/pad-profile.ts";
import { padFamily } from "../../input/glyphs.ts";
import type { PadKind } from "../../input/pad-labels.ts";
import type { BindTarget } from "./bind-targets.ts";
import classes from "./controller.module.css";
import { describeBinding, sharedTargets } from "./describe-binding.ts";

interface BindStepProps {
  readonly pad: PadKind;
  readonly targets: readonly BindTarget[];
  /** asked now; null: nothing is */
  readonly asking: number | null;
  /** something is held, and its release is waited for */
  readonly held: boolean;
  /** targets answered since the step began */
  readonly answered: ReadonlySet<number>;
  readonly profile: PadProfile;
  readonly onAsk: (target: number | null, all: boolean) => void;
  readonly onSkip: () => void;
  readonly onClear: () => void;
  readonly onLabels: (labels: PadFamily | undefined) => void;
}

const AS_ITS_NAME = "id";
const FAMILY_NAMES: Readonly<Record<PadFamily, string>> = {
  xbox: "A B X Y (Xbox)",
  playstation: "✕ ○ □ △ (PlayStation)",
  nintendo: "B A Y X (Nintendo)",
  generic: "Named by their place",
};

/** The labels that a pad gets from its name alone. */
function byName(id: string): string {
  const family = padFamily(id);
  return family === "generic" ? "Its name does not tell: by place" : `As its name tells: ${FAMILY_NAMES[family]}`;
}

/** Press-to-bind: one thing after the other is asked for, and what moves is what stands for it. */
export function BindStep(props: BindStepProps): JSX.Element {
  const { pad, targets, asking, answered, profile, onAsk, onLabels } = props;
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    if (asking === null) list.current?.parentElement?.scrollTo({ top: 0 });
    else list.current?.children[asking]?.scrollIntoView({ block: "nearest" });
  }, [asking]);
  const shared = sharedTargets(profile, targets, pad);
  const target = asking === null ? undefined : targets[asking];
  return (
    <>
      {target === undefined ? (
        <Start standard={pad.standard} begun={answered.size > 0} onAsk={onAsk}>
          <Select
            size="xs"
            label="Printed on its buttons"
            data={[
              { value: AS_ITS_NAME, label: byName(pad.id) },
              ...PAD_FAMILIES.map((value) => ({ value, label: FAMILY_NAMES[value] })),
            ]}
            value={profile.labels ?? AS_ITS_NAME}
            onChange={(value) => onLabels(PAD_FAMILIES.find((family) => family === value))}
            allowDeselect={false}
            w={250}
          />
        </Start>
      ) : (
        <Question {...props} target={target} />
      )}
      {shared.size > 0 && target === undefined && (
        <Text size="sm" c="var(--pogo-second)" mb="xs">
          What is marked “twice” would do both at once: choose one of them and press something else.
        </Text>
      )}
      <ul ref={list} className={classes.targets} aria-label="What Pogo listens to">
        {targets.map((one, index) => (
          <li key={`${one.kind}-${one.index}`}>
            <UnstyledButton
              className={classes.target}
              aria-current={index === asking ? "step" : undefined}
              onClick={() => onAsk(index, false)}
            >
              <span>
                {one.glyph !== "" && <kbd>{one.glyph}</kbd>} {one.name}
              </span>
              <small data-shared={shared.has(index)}>
                {answered.has(index) && <IconCheck size={13} aria-label="Found" />} {describeBinding(profile, one, pad)}
                {shared.has(index) && " (twice)"}
              </small>
            </UnstyledButton>
          </li>
        ))}
      </ul>
    </>
  );
}

function Start({
  standard,
  begun,
  onAsk,
  children,
}: Pick<BindStepProps, "onAsk"> & {
  readonly standard: boolean;
  /** something was answered already: the way on is the next step */
  readonly begun: boolean;
  readonly children: JSX.Element;
}): JSX.Element {
  const first = !standard && !begun;
  return (
    <>
      <Text size="sm" mb="md">
        {standard
          ? "The browser knows this pad, so there is nothing to do here, unless you want something elsewhere."
          : "Pogo asks for one stick or button after the other, and takes what you move."}
      </Text>
      <Group gap="sm" mb="md" justify="space-between" align="flex-end">
        <Group gap="sm">
          <Button
            variant={first ? "filled" : "default"}
            data-next={first ? true : undefined}
            onClick={() => onAsk(0, true)}
          >
            Ask for everything
          </Button>
          <Text size="sm" c="dimmed">
            or choose one below.
          </Text>
        </Group>
        {children}
      </Group>
    </>
  );
}

function Question({
  target,
  targets,
  asking,
  held,
  profile,
  pad,
  onAsk,
  onSkip,
  onClear,
}: BindStepProps & { readonly target: BindTarget }): JSX.Element {
  return (
    <div className={classes.ask} data-held={held}>
      <Text size="xs" c="dimmed">
        {(asking ?? 0) + 1} of {targets.length}: {target.name}
      </Text>
      <Text fw={650} size="lg" my={4} role="status">
        {held ? "Found. Let go of it." : target.ask}
      </Text>
      <Group gap="xs">
        <Button size="xs" variant="default" onClick={onSkip} rightSection={<Kbd size="xs">S</Kbd>}>
          Skip: keep {describeBinding(profile, target, pad)}
        </Button>
        {target.kind === "button" && (
          <Button size="xs" variant="default" onClick={onClear} rightSection={<Kbd size="xs">Del</Kbd>}>
            My pad has none
          </Button>
        )}
        <Button size="xs" variant="subtle" onClick={() => onAsk(null, false)} rightSection={<Kbd size="xs">Esc</Kbd>}>
          Stop asking
        </Button>
      </Group>
    </div>
  );
}
