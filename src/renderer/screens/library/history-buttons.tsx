import { ActionIcon, Tooltip } from "@mantine/core";
import { IconArrowBackUp, IconArrowForwardUp } from "@tabler/icons-react";
import { useEffect } from "react";
import type { JSX } from "react";
import { useAppState, useCuration } from "../../state/app-state-context.tsx";
import { NO_STEPS } from "../../state/curation-store.ts";
import type { EpisodeActions } from "./episode-actions.ts";

/** Undo and redo of everything said about a dataset's episodes, by button and by Ctrl+Z and Ctrl+Shift+Z. */
export function HistoryButtons({
  dataset,
  actions,
}: {
  readonly dataset: string;
  readonly actions: EpisodeActions;
}): JSX.Element {
  const { curation } = useAppState();
  const steps = useCuration((state) => state.byDataset[dataset] ?? NO_STEPS);
  useEffect(() => void curation.getState().load(dataset), [curation, dataset]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || isTyping(event.target)) return;
      const key = event.key.toLowerCase();
      if (key === "z" && !event.shiftKey) actions.undo();
      else if (key === "y" || key === "z") actions.redo();
      else return;
      event.preventDefault();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [actions]);
  return (
    <ActionIcon.Group>
      <Step name="Undo" keys="Control+Z" step={steps.undo} onClick={actions.undo}>
        <IconArrowBackUp size={16} />
      </Step>
      <Step name="Redo" keys="Control+Shift+Z" step={steps.redo} onClick={actions.redo}>
        <IconArrowForwardUp size={16} />
      </Step>
    </ActionIcon.Group>
  );
}

interface StepProps {
  readonly name: string;
  readonly keys: string;
  readonly step: string | null;
  readonly onClick: () => void;
  readonly children: JSX.Element;
}

/** Stays focusable without a step, so that the keyboard does not lose its place after the last one. */
function Step({ name, keys, step, onClick, children }: StepProps): JSX.Element {
  const text = step === null ? `Nothing to ${name.toLowerCase()}` : `${name}: ${step}`;
  return (
    <Tooltip label={`${text} (${keys.replace("Control", "Ctrl")})`}>
      <ActionIcon
        variant="default"
        size={30}
        aria-label={text}
        aria-keyshortcuts={keys}
        aria-disabled={step === null}
        {...(step === null ? { "data-disabled": true } : {})}
        onClick={() => {
          if (step !== null) onClick();
        }}
      >
        {children}
      </ActionIcon>
    </Tooltip>
  );
}

/** Texts have an undo of their own; a dialog is about something else. */
function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.closest("[role=dialog]") !== null || target.isContentEditable) return true;
  const field = target.closest("input, textarea, select");
  return field !== null && !["checkbox", "radio"].includes(field.getAttribute("type") ?? "");
}
