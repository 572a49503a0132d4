import { useCallback, useEffect, useState } from "react";
import type { PadProfile } from "../../../shared/control/pad-profile.ts";
import { createBindDetector } from "../../input/bind-detector.ts";
import type { PadMonitor } from "../../input/pad-monitor.ts";
import { bind } from "./bind-targets.ts";
import type { BindTarget } from "./bind-targets.ts";

interface Question {
  readonly target: number;
  /** the next one follows by itself */
  readonly all: boolean;
}

export interface Binding {
  /** null: nothing is asked */
  readonly asking: number | null;
  readonly answered: ReadonlySet<number>;
  ask(target: number | null, all: boolean): void;
  skip(): void;
}

/** Targets answered on one pad. */
interface Answers {
  readonly pad: string;
  readonly targets: ReadonlySet<number>;
}

const NONE: ReadonlySet<number> = new Set();

/** Asks for one target after the other, and takes each answer into the profile. */
export function useBinding(
  monitor: PadMonitor | null,
  pad: string,
  targets: readonly BindTarget[],
  change: (update: (profile: PadProfile) => PadProfile) => void,
): Binding {
  const [question, setQuestion] = useState<Question | null>(null);
  const [answers, setAnswers] = useState<Answers>({ pad, targets: NONE });
  const goOn = useCallback(
    () =>
      setQuestion((now) =>
        now !== null && now.all && now.target + 1 < targets.length ? { target: now.target + 1, all: true } : null,
      ),
    [targets],
  );
  useEffect(() => {
    const target = question === null ? undefined : targets[question.target];
    if (monitor === null || question === null || target === undefined) return undefined;
    const detector = createBindDetector(target.kind);
    return monitor.onReading((raw, now) => {
      const result = detector.look(raw, now);
      if (result === null) return;
      change((profile) => bind(profile, target, result));
      setAnswers((before) => ({
        pad,
        targets: new Set([...(before.pad === pad ? before.targets : NONE), question.target]),
      }));
      goOn();
    });
  }, [monitor, pad, question, targets, change, goOn]);
  return {
    asking: question?.target ?? null,
    answered: answers.pad === pad ? answers.targets : NONE,
    ask: useCallback((target, all) => setQuestion(target === null ? null : { target, all }), []),
    skip: goOn,
  };
}
