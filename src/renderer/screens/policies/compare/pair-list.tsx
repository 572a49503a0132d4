import { Text } from "@mantine/core";
import { useEffect, useState } from "react";
import type { JSX } from "react";
import type { PolicyComparison } from "../../../../shared/policy/policy-comparison.ts";
import type { PolicySummary } from "../../../../shared/policy/policy-meta.ts";
import { FailureNote } from "../../../components/failure-note.tsx";
import { formatPlural, formatReturn } from "../../../components/format.ts";
import { useBridge } from "../../../state/bridge-context.tsx";
import { LOADING, toRemote } from "../../../state/remote.ts";
import type { Remote } from "../../../state/remote.ts";
import classes from "./compare-view.module.css";

/** How likely the first policy does better than each of the others, over the episodes that both drove. */
export function PairList({ policies }: { readonly policies: readonly PolicySummary[] }): JSX.Element {
  const bridge = useBridge();
  const [remote, setRemote] = useState<Remote<readonly PolicyComparison[]>>(LOADING);
  // An evaluation that has ended since changes the answer.
  const asked = JSON.stringify(policies.map(({ id, meta }) => [id, meta?.evaluation?.seed, meta?.evaluation?.mean]));
  useEffect(() => {
    let isLast = true;
    const ids = (JSON.parse(asked) as [string][]).map(([id]) => id);
    void bridge.invoke("policies/compare", { policies: ids }).then((result) => {
      if (isLast) setRemote(toRemote(result));
    });
    return () => {
      isLast = false;
    };
  }, [bridge, asked]);

  if (remote.status === "loading") return <Text size="sm">Comparing…</Text>;
  if (remote.status === "failed") return <FailureNote failure={remote.failure} />;
  const nameOf = (id: string): string => policies.find((one) => one.id === id)?.name ?? id;
  return (
    <ul className={classes.pairs}>
      {remote.value.map((pair) => (
        <li key={pair.other}>
          <Pair pair={pair} name={nameOf(pair.policy)} other={nameOf(pair.other)} />
        </li>
      ))}
    </ul>
  );
}

interface PairProps {
  readonly pair: PolicyComparison;
  readonly name: string;
  readonly other: string;
}

function Pair({ pair: { pairs, improvement, difference, pValue }, name, other }: PairProps): JSX.Element {
  if (improvement === null || difference === null || pValue === null) {
    return (
      <Text size="sm" c="dimmed">
        {name} and {other} drove no episode from the same seed: evaluate both with the same first seed to compare them.
      </Text>
    );
  }
  const [low, high] = difference.ci95;
  return (
    <>
      <div className={classes.versus}>
        <strong>{Math.round(100 * improvement)} %</strong>
        <span className={classes.bar} aria-hidden>
          <i style={{ width: `${100 * improvement}%` }} />
        </span>
        <span>
          that an episode of {name} returns more than one of {other}
        </span>
      </div>
      <Text size="xs" c="dimmed">
        Difference {formatReturn(difference.mean)} (95 % interval {formatReturn(low)} … {formatReturn(high)}), p{" "}
        {pValue < 0.001 ? "< 0.001" : `= ${pValue.toFixed(3)}`}, {formatPlural(pairs, "pair")} of the same seed
      </Text>
    </>
  );
}
