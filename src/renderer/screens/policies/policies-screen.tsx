import { Button } from "@mantine/core";
import { IconBrain, IconChartLine } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import type { JSX } from "react";
import { EmptyState } from "../../components/empty-state.tsx";
import { FailureNote } from "../../components/failure-note.tsx";
import { LoadingLines } from "../../components/loading-lines.tsx";
import { Page } from "../../components/page.tsx";
import { useAppState, usePolicies } from "../../state/app-state-context.tsx";
import { valueOr } from "../../state/remote.ts";
import { navigate } from "../../state/use-route.ts";
import { PolicyDrawer } from "./policy-drawer.tsx";
import { PolicyTable } from "./policy-table.tsx";
import { sortPolicies } from "./policy-view.ts";
import type { PolicySort } from "./policy-view.ts";

/** Trained policies; `policy` is the one whose details are open. */
export function PoliciesScreen({ policy }: { readonly policy: string | null }): JSX.Element {
  const { policies: store } = useAppState();
  const list = usePolicies((state) => state.list);
  const [sort, setSort] = useState<PolicySort>({ key: "createdAt", descending: true });
  const policies = valueOr(list, []);
  const rows = useMemo(() => sortPolicies(policies, sort), [policies, sort]);
  const open = policies.find((one) => one.id === policy);

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
      {policies.length > 0 && <PolicyTable policies={rows} sort={sort} onSort={setSort} current={policy} />}
      {open !== undefined && (
        <PolicyDrawer policy={open} onClose={() => navigate({ screen: "policies", policy: null, watch: false })} />
      )}
    </Page>
  );
}
