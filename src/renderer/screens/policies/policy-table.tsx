import { ActionIcon, Checkbox, Table, Text, Tooltip, VisuallyHidden } from "@mantine/core";
import { IconAlertTriangle, IconArrowDown, IconArrowUp, IconInfoCircle, IconPlayerPlay } from "@tabler/icons-react";
import type { JSX } from "react";
import type { PolicySummary } from "../../../shared/policy/policy-meta.ts";
import { DriveWithPolicy } from "../../components/drive-with-policy.tsx";
import {
  formatLoss,
  formatPercent,
  formatReturn,
  formatSeconds,
  formatWhen,
  formatWhenFull,
} from "../../components/format.ts";
import { ScoreBar } from "../../components/score-bar.tsx";
import { formatRoute } from "../../state/route.ts";
import { navigate } from "../../state/use-route.ts";
import classes from "./policy-table.module.css";
import { nextPolicySort } from "./policy-view.ts";
import type { PolicySort, PolicySortKey } from "./policy-view.ts";

interface PolicyTableProps {
  readonly policies: readonly PolicySummary[];
  readonly sort: PolicySort;
  readonly onSort: (sort: PolicySort) => void;
  readonly current: string | null;
  readonly selected: ReadonlySet<string>;
  readonly onSelect: (policy: string, isOn: boolean) => void;
}

const COLUMNS: readonly {
  readonly key: PolicySortKey;
  readonly label: string;
  readonly width?: number;
  readonly numeric?: true;
}[] = [
  { key: "name", label: "Name" },
  { key: "algorithm", label: "Algorithm", width: 78 },
  { key: "dataset", label: "Trained on", width: 120 },
  { key: "return", label: "Mean return", width: 230 },
  { key: "falls", label: "Falls", width: 56, numeric: true },
  { key: "loss", label: "Loss", width: 90, numeric: true },
  { key: "heldOut", label: "Held out", width: 94, numeric: true },
  { key: "seconds", label: "Time", width: 62, numeric: true },
  { key: "createdAt", label: "Made", width: 122 },
];

/** Every policy; the name opens its details, the boxes choose those to compare. */
export function PolicyTable(props: PolicyTableProps): JSX.Element {
  const { policies, sort, onSort, current, selected, onSelect } = props;
  return (
    <div className={classes.scroller}>
      <Table layout="fixed" stickyHeader horizontalSpacing={10} className={classes.table} verticalSpacing={8}>
        <colgroup>
          <col style={{ width: 40 }} />
          {COLUMNS.map((column) => (
            <col key={column.key} style={column.width === undefined ? undefined : { width: column.width }} />
          ))}
          <col style={{ width: 112 }} />
        </colgroup>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>
              <VisuallyHidden>Compare</VisuallyHidden>
            </Table.Th>
            {COLUMNS.map((column) => (
              <Table.Th
                key={column.key}
                data-numeric={column.numeric}
                aria-sort={sort.key === column.key ? (sort.descending ? "descending" : "ascending") : "none"}
              >
                <button type="button" className={classes.head} onClick={() => onSort(nextPolicySort(sort, column.key))}>
                  {column.label}
                  {sort.key === column.key &&
                    (sort.descending ? <IconArrowDown size={13} aria-hidden /> : <IconArrowUp size={13} aria-hidden />)}
                </button>
              </Table.Th>
            ))}
            <Table.Th>
              <VisuallyHidden>Actions</VisuallyHidden>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {policies.map((policy) => (
            <PolicyRow
              key={policy.id}
              policy={policy}
              active={policy.id === current}
              isSelected={selected.has(policy.id)}
              onSelect={onSelect}
            />
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

interface PolicyRowProps {
  readonly policy: PolicySummary;
  readonly active: boolean;
  readonly isSelected: boolean;
  readonly onSelect: (policy: string, isOn: boolean) => void;
}

function PolicyRow({ policy, active, isSelected, onSelect }: PolicyRowProps): JSX.Element {
  const { meta } = policy;
  const watch = (): void => navigate({ screen: "policies", policy: policy.id, watch: true });
  return (
    <Table.Tr data-active={active} className={classes.row} onDoubleClick={meta === null ? undefined : watch}>
      <Table.Td>
        <Checkbox
          size="xs"
          checked={isSelected}
          disabled={meta === null}
          aria-label={`Compare ${policy.name}`}
          onChange={(event) => onSelect(policy.id, event.currentTarget.checked)}
        />
      </Table.Td>
      <Table.Td>
        <a
          title={policy.name}
          className={classes.name}
          href={formatRoute({ screen: "policies", policy: policy.id, watch: false })}
        >
          {policy.name}
        </a>
      </Table.Td>
      <Table.Td>{meta === null ? "–" : meta.algorithm.toUpperCase()}</Table.Td>
      <Table.Td className={classes.cut} title={meta?.dataset.name}>
        {meta?.dataset.name ?? "–"}
      </Table.Td>
      <Table.Td>
        {policy.problem === null ? <ReturnCell policy={policy} /> : <ProblemCell problem={policy.problem} />}
      </Table.Td>
      <Table.Td data-numeric>
        {meta === null || meta.evaluation === null ? "–" : formatPercent(meta.evaluation.fallRate)}
      </Table.Td>
      <Table.Td data-numeric>{meta === null ? "–" : formatLoss(meta.training.finalLoss)}</Table.Td>
      <Table.Td data-numeric>
        {meta === null || meta.training.validationLoss === null ? "–" : formatLoss(meta.training.validationLoss)}
      </Table.Td>
      <Table.Td data-numeric>{meta === null ? "–" : formatSeconds(meta.training.seconds)}</Table.Td>
      <Table.Td title={meta === null ? undefined : formatWhenFull(meta.createdAt)}>
        {meta === null ? "–" : formatWhen(meta.createdAt)}
      </Table.Td>
      <Table.Td>
        <div className={classes.actions}>
          <Tooltip label="Watch">
            <ActionIcon
              variant="light"
              size="md"
              disabled={meta === null}
              aria-label={`Watch ${policy.name}`}
              onClick={watch}
            >
              <IconPlayerPlay size={16} />
            </ActionIcon>
          </Tooltip>
          <DriveWithPolicy compact variant="light" policy={policy} />
          <Tooltip label="Details">
            <ActionIcon
              variant="subtle"
              color="gray"
              size="md"
              aria-label={`Details of ${policy.name}`}
              onClick={() => navigate({ screen: "policies", policy: policy.id, watch: false })}
            >
              <IconInfoCircle size={17} />
            </ActionIcon>
          </Tooltip>
        </div>
      </Table.Td>
    </Table.Tr>
  );
}

function ReturnCell({ policy }: { readonly policy: PolicySummary }): JSX.Element {
  const evaluation = policy.meta?.evaluation ?? null;
  if (evaluation === null) {
    return (
      <Text span size="sm" c="dimmed">
        not evaluated
      </Text>
    );
  }
  return (
    <span className={classes.return}>
      <span className={classes.mean}>
        <strong>{formatReturn(evaluation.mean)}</strong> ± {formatReturn(evaluation.std)}
      </span>
      <ScoreBar score={evaluation.normalized} />
    </span>
  );
}

function ProblemCell({ problem }: { readonly problem: string }): JSX.Element {
  return (
    <Text span size="sm" c="red" className={classes.problem} title={problem}>
      <IconAlertTriangle size={15} aria-hidden /> Cannot be read
    </Text>
  );
}
