import { Button, Text, UnstyledButton } from "@mantine/core";
import { modals } from "@mantine/modals";
import { notifications } from "@mantine/notifications";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { JSX } from "react";
import { STANDARD_PROFILE } from "../../../shared/control/pad-profile.ts";
import type { PadProfile } from "../../../shared/control/pad-profile.ts";
import { withProfile } from "../../../shared/ipc/pad-profiles.ts";
import type { Settings } from "../../../shared/ipc/settings.ts";
import { notifyFailure } from "../../components/notify-failure.ts";
import { Page } from "../../components/page.tsx";
import { Panel } from "../../components/panel.tsx";
import { padFamily, padName } from "../../input/glyphs.ts";
import { padLabels } from "../../input/pad-labels.ts";
import type { RestReport } from "../../input/rest-meter.ts";
import { useAppState } from "../../state/app-state-context.tsx";
import { routeOf } from "../../state/route.ts";
import { navigate } from "../../state/use-route.ts";
import { BindStep } from "./bind-step.tsx";
import { bindTargets } from "./bind-targets.ts";
import { ConnectStep } from "./connect-step.tsx";
import classes from "./controller.module.css";
import { FeelStep } from "./feel-step.tsx";
import { PadPicture } from "./pad-picture.tsx";
import { PadTiming } from "./pad-timing.tsx";
import { RestStep } from "./rest-step.tsx";
import { SaveStep } from "./save-step.tsx";
import { useBinding } from "./use-binding.ts";
import { usePadMonitor } from "./use-pad-monitor.ts";
import { usePadNavigation } from "./use-pad-navigation.ts";
import { isKnown, sameProfile, startingProfile, STEP_NAMES, stepBeside, WIZARD_STEPS } from "./wizard-state.ts";
import type { WizardStep } from "./wizard-state.ts";
import { WizardFoot } from "./wizard-foot.tsx";

interface ControllerWizardProps {
  readonly settings: Settings;
  readonly from: "settings" | "drive";
  /** id of the pad whose sticks are measured first; null: it begins at the beginning */
  readonly measure: string | null;
}

/** From a pad that was just plugged in to a profile of its own. Nothing is stored before the last step. */
export function ControllerWizard({ settings, from, measure }: ControllerWizardProps): JSX.Element {
  const { settings: store } = useAppState();
  const { monitor, pads, pad, lost } = usePadMonitor();
  const root = useRef<HTMLDivElement>(null);
  const [chosen, setStep] = useState<WizardStep>(measure === null ? "connect" : "rest");
  const [drafts, setDrafts] = useState<Readonly<Record<string, PadProfile>>>({});
  const [reports, setReports] = useState<Readonly<Record<string, RestReport>>>({});
  const [saving, setSaving] = useState(false);
  const meant = measure === null ? undefined : pads.find((one) => one.id === measure);
  useEffect(() => {
    if (meant !== undefined) monitor?.choose(meant.index);
  }, [monitor, meant]);
  const step = pad === null ? "connect" : chosen;
  const id = pad?.id ?? "";
  const first = useMemo(() => (pad === null ? STANDARD_PROFILE : startingProfile(pad, settings)), [pad, settings]);
  const draft = drafts[id] ?? first;
  const family = draft.labels ?? padFamily(id);
  const targets = useMemo(() => bindTargets(family), [family]);
  const changed = Object.entries(drafts).some(([one, kept]) => one !== id || !sameProfile(kept, first));

  const change = useCallback(
    (update: (profile: PadProfile) => PadProfile) =>
      setDrafts((before) => ({ ...before, [id]: update(before[id] ?? first) })),
    [id, first],
  );
  const onReport = useCallback(
    (report: RestReport) => {
      setReports((before) => ({ ...before, [id]: report }));
      if (!report.moved) change((profile) => ({ ...profile, deadZone: report.deadZone }));
    },
    [id, change],
  );
  const binding = useBinding(monitor, id, targets, change);
  const { asking, skip, ask, clear } = binding;
  const leave = useCallback(() => navigate(routeOf(from)), [from]);
  const cancel = (): void => {
    if (!changed) return leave();
    modals.openConfirmModal({
      title: "Leave without saving?",
      children: <Text size="sm">What you set up here is not stored yet.</Text>,
      labels: { confirm: "Leave", cancel: "Go on setting up" },
      onConfirm: leave,
    });
  };
  const go = (next: WizardStep | null): void => {
    ask(null, false);
    if (next === null) cancel();
    else setStep(next);
  };
  const back = (): void => go(stepBeside(step, -1));
  const save = async (): Promise<void> => {
    setSaving(true);
    const failure = await store.getState().change({ padProfiles: withProfile(settings.padProfiles, id, draft) });
    setSaving(false);
    if (failure !== null) return notifyFailure(failure);
    notifications.show({ message: `${draft.name === "" ? padName(id) : draft.name} is set up.` });
    leave();
  };

  const answersPress = targets.findIndex(({ kind, index }) => kind === "button" && index === 0);
  const leads = pad !== null && (isKnown(pad, settings) || binding.answered.has(answersPress));
  usePadNavigation({
    monitor,
    profile: leads && asking === null && !saving ? draft : null,
    root,
    held: step === "test",
    onBack: back,
  });
  useEffect(() => {
    if (asking === null)
      document.querySelector<HTMLElement>(`[data-step="${step}"] [data-next]:not(:disabled)`)?.focus();
  }, [step, asking]);
  useEffect(() => {
    if (asking === null) return undefined;
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === "Escape") ask(null, false);
      else if (event.code === "KeyS") skip();
      else if (event.code === "Delete") clear();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [asking, ask, skip, clear]);

  const wanted = asking === null ? null : (targets[asking] ?? null);
  return (
    <div ref={root} className={classes.root} data-testid="controller-wizard" data-step={step} data-pad={id}>
      <Page
        title="Set up a controller"
        subtitle={pad === null ? "No gamepad yet" : padName(pad.id)}
        fixed
        actions={
          <Button variant="default" onClick={cancel}>
            Cancel
          </Button>
        }
      >
        <ol className={classes.steps}>
          {WIZARD_STEPS.map((one, index) => (
            <li
              key={one}
              aria-current={one === step ? "step" : undefined}
              data-done={index < WIZARD_STEPS.indexOf(step)}
            >
              <UnstyledButton disabled={pad === null} tabIndex={-1} onClick={() => go(one)}>
                {index + 1}. {STEP_NAMES[one]}
              </UnstyledButton>
            </li>
          ))}
        </ol>
        <div className={classes.body} data-alone={pad === null}>
          <Panel title={STEP_NAMES[step]} className={classes.content}>
            {step === "connect" && (
              <ConnectStep
                pads={pads}
                pad={pad}
                lost={lost}
                settings={settings}
                onChoose={(index) => monitor?.choose(index)}
              />
            )}
            {step === "rest" && monitor !== null && (
              <RestStep monitor={monitor} profile={draft} report={reports[id] ?? null} onReport={onReport} />
            )}
            {step === "bind" && pad !== null && (
              <BindStep
                pad={pad}
                targets={targets}
                asking={asking}
                held={binding.held}
                answered={binding.answered}
                profile={draft}
                onAsk={ask}
                onSkip={skip}
                onClear={clear}
                onLabels={(labels) => change((profile) => ({ ...profile, labels }))}
              />
            )}
            {step === "feel" && monitor !== null && (
              <FeelStep monitor={monitor} profile={draft} onChange={(next) => change(() => next)} />
            )}
            {step === "test" && monitor !== null && (
              <>
                <Text size="sm" mb="md">
                  Press everything once: the picture shows what Pogo understands. Then circle a stick.
                </Text>
                <PadTiming monitor={monitor} looks />
              </>
            )}
            {step === "save" && pad !== null && (
              <SaveStep pad={pad} profile={draft} onChange={(next) => change(() => next)} />
            )}
          </Panel>
          {pad !== null && monitor !== null && (
            <Panel title="Live" className={classes.live}>
              <PadPicture monitor={monitor} profile={draft} family={family} wanted={wanted} />
              <Text size="xs" c="dimmed" mt="sm" ta="center">
                Drawn in the standard layout, as Pogo reads it, before dead zone and curve.
              </Text>
            </Panel>
          )}
        </div>
        <WizardFoot
          step={step}
          labels={leads && asking === null ? padLabels(pad, draft) : null}
          held={step === "test"}
          ready={pad !== null}
          saving={saving}
          second={
            asking !== null ||
            (step === "bind" && pad?.standard === false && binding.answered.size === 0) ||
            (step === "rest" && reports[id] === undefined)
          }
          onBack={back}
          onNext={() => (step === "save" ? void save() : go(stepBeside(step, 1)))}
          onReset={() => change(() => ({ ...STANDARD_PROFILE, name: draft.name }))}
        />
      </Page>
    </div>
  );
}
