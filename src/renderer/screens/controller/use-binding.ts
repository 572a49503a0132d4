import { useCallback, useEffect, useState } from "react";
import type { PadProfile } from "../../../shared/control/pad-profile.ts";
import { createBindDetector } from "../../input/bind-detector.ts";
import type { PadMonitor } from "../../input/pad-monitor.ts";
import { bind, unbind } from "./bind-targets.ts";
import type { BindTarget } from "./bind-targets.ts";

interface Question {
  readonly target: number;
  /** the next one follows by itself */
  readonly all: boolean;
}

export interface Binding {
  /** null: nothing is asked */
  readonly asking: number | null;
  /** something is held, and its release is waited for */
  readonly held: boolean;
  readonly answered: ReadonlySet<number>;
  ask(target: number | null, all: boolean): void;
  skip(): void;
  /** nothing stands for what is asked */
  clear(): void;
}

/** Targets answered on one pad. */
interface Answers {
  readonly pad: string;
  readonly targets: ReadonlySet<number>;
}

const NONE: ReadonlySet<number> = new Set();

/** Asks for one target after the other, and takes each answer into the profile. A pad that goes takes its question along. */
export function useBinding(
  monitor: PadMonitor | null,
  pad: string,
  targets: readonly BindTarget[],
  change: (update: (profile: PadProfile) => PadProfile) => void,
): Binding {
  const [question, setQuestion] = useState<Question | null>(null);
  const [held, setHeld] = useState(false);
  const [answers, setAnswers] = useState<Answers>({ pad, targets: NONE });
  const goOn = useCallback(
    () =>
      setQuestion((now) =>
        now !== null && now.all && now.target + 1 < targets.length ? { target: now.target + 1, all: true } : null,
      ),
    [targets],
  );
  const answer = useCallback(
    (target: number, update: (profile: PadProfile) => PadProfile) => {
      change(update);
      setAnswers((before) => ({ pad, targets: new Set([...(before.pad === pad ? before.targets : NONE), target]) }));
      goOn();
    },
    [change, goOn, pad],
  );
  const target = question === null ? undefined : targets[question.target];
  const isFree = useCallback(
    (button: number) => {
      const at = targets.findIndex(({ kind, index }) => kind === "button" && index === button);
      return answers.pad !== pad || !answers.targets.has(at);
    },
    [targets, answers, pad],
  );
  useEffect(() => {
    setHeld(false);
    if (monitor === null || question === null || target === undefined || pad === "") return undefined;
    const detector = createBindDetector(target.kind);
    return monitor.onReading((raw, now) => {
      const result = detector.look(raw, now);
      setHeld(detector.held);
      if (result !== null) answer(question.target, (profile) => bind(profile, target, result, isFree));
    });
  }, [monitor, pad, question, target, answer, isFree]);
  return {
    asking: question?.target ?? null,
    held,
    answered: answers.pad === pad ? answers.targets : NONE,
    ask: useCallback((next, all) => setQuestion(next === null ? null : { target: next, all }), []),
    skip: goOn,
    clear: useCallback(() => {
      if (question !== null && target?.kind === "button") answer(question.target, (profile) => unbind(profile, target));
    }, [question, target, answer]),
  };
}
