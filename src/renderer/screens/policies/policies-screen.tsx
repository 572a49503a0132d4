import { Button, TextInput } from "@mantine/core";
import { IconArrowsDiff, IconBrain, IconChartLine, IconSearch } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import type { JSX } from "react";
import { EmptyState } from "../../components/empty-state.tsx";
import { FailureNote } from "../../components/failure-note.tsx";
import { LoadingLines } from "../../components/loading-lines.tsx";
import { Page } from "../../components/page.tsx";
import { useAppState, usePolicies } from "../../state/app-state-context.tsx";
import { valueOr } from "../../state/remote.ts";
import { navigate } from "../../state/use-route.ts";
import { CompareView } from "./compare/compare-view.tsx";
import { PolicyDrawer } from "./policy-drawer.tsx";
import classes from "./policy-table.module.css";
import { PolicyTable } from "./policy-table.tsx";
import { filterPolicies, sortPolicies } from "./policy-view.ts";
import type { PolicySort } from "./policy-view.ts";

interface PoliciesScreenProps {
  /** whose details are open */
  readonly policy: string | null;
  /** those that are compared */
  readonly compare?: readonly string[];
}

const NONE: readonly string[] = [];
/** Most that are compared at once: as many as there are colours. */
const MOST_COMPARED = 8;

/** Trained policies: the table, one in detail, or several against each other. */
export function PoliciesScreen({ policy, compare = NONE }: PoliciesScreenProps): JSX.Element {
  const { policies: store } = useAppState();
  const list = usePolicies((state) => state.list);
  const policies = valueOr(list, []);
  const open = policies.find((one) => one.id === policy);
  const compared = compare
    .slice(0, MOST_COMPARED)
    .flatMap((id) => policies.find((one) => one.id === id && one.meta !== null) ?? []);

  return (
    <Page title="Policies" subtitle="Networks that drive the hopper by themselves" fixed>
      {list.status === "loading" && <LoadingLines />}
      {list.status === "failed" && (
        <FailureNote failure={list.failure} onRetry={() => void store.getState().refresh()} />
      )}
      {list.status === "ready" && policies.length === 0 && (
        <EmptyState
          icon={<IconBrain size={26} />}
          title="No policies yet"
          text="Train one on a dataset: it appears here with its evaluation, ready to be watched."
        >
          <Button
            leftSection={<IconChartLine size={17} />}
            onClick={() => navigate({ screen: "train", job: null, dataset: null })}
          >
            Train
          </Button>
        </EmptyState>
      )}
      {policies.length > 0 && compared.length > 1 && <CompareView policies={compared} />}
      {policies.length > 0 && compared.length <= 1 && <Browser current={policy} initial={compare} />}
      {open !== undefined && (
        <PolicyDrawer
          key={open.id}
          policy={open}
          onClose={() => navigate({ screen: "policies", policy: null, watch: false })}
        />
      )}
    </Page>
  );
}

interface BrowserProps {
  readonly current: string | null;
  /** selected at first */
  readonly initial: readonly string[];
}

function Browser({ current, initial }: BrowserProps): JSX.Element {
  const policies = valueOr(
    usePolicies((state) => state.list),
    [],
  );
  const [sort, setSort] = useState<PolicySort>({ key: "createdAt", descending: true });
  const [text, setText] = useState("");
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set(initial));
  const rows = useMemo(() => sortPolicies(filterPolicies(policies, text), sort), [policies, text, sort]);
  const chosen = policies.filter(({ id }) => selected.has(id));
  return (
    <>
      <div className={classes.tools}>
        <TextInput
          size="xs"
          className={classes.search}
          aria-label="Filter policies"
          placeholder="Name, dataset, algorithm, activation=tanh …"
          leftSection={<IconSearch size={15} />}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Button
          size="xs"
          variant="light"
          leftSection={<IconArrowsDiff size={15} />}
          disabled={chosen.length < 2 || chosen.length > MOST_COMPARED}
          onClick={() =>
            navigate({ screen: "policies", policy: null, watch: false, compare: chosen.map(({ id }) => id) })
          }
        >
          {chosen.length < 2 ? "Compare: choose two or more" : `Compare ${chosen.length}`}
        </Button>
        {chosen.length > 0 && (
          <Button size="xs" variant="subtle" color="gray" onClick={() => setSelected(new Set())}>
            Choose none
          </Button>
        )}
      </div>
      {rows.length === 0 ? (
        <EmptyState
          icon={<IconSearch size={26} />}
          title="No policy matches"
          text="Every word must occur in its name, dataset, algorithm or hyperparameters."
        >
          <Button variant="default" onClick={() => setText("")}>
            Show all
          </Button>
        </EmptyState>
      ) : (
        <PolicyTable
          policies={rows}
          sort={sort}
          onSort={setSort}
          current={current}
          selected={selected}
          onSelect={(id, isOn) =>
            setSelected((known) => new Set(isOn ? [...known, id] : [...known].filter((other) => other !== id)))
          }
        />
      )}
    </>
  );
}
