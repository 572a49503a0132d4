import { Anchor, Switch, Table } from "@mantine/core";
import { useState } from "react";
import type { JSX } from "react";
import type { PolicySummary } from "../../../../shared/policy/policy-meta.ts";
import { DriveWithPolicy } from "../../../components/drive-with-policy.tsx";
import { formatRoute } from "../../../state/route.ts";
import { compareFacts, onlyDifferences } from "./compare-data.ts";
import classes from "./compare-view.module.css";

interface CompareTableProps {
  readonly policies: readonly PolicySummary[];
  readonly colorOf: (policy: string) => string;
}

/** Policies side by side: one column each. */
export function CompareTable({ policies, colorOf }: CompareTableProps): JSX.Element {
  const [all, setAll] = useState(false);
  const facts = compareFacts(policies);
  return (
    <section className={classes.facts} aria-label="Side by side">
      <Table stickyHeader verticalSpacing={4} className={classes.table} aria-label="Side by side">
        <Table.Thead>
          <Table.Tr>
            <Table.Th className={classes.corner}>
              <Switch
                size="xs"
                label="Equal rows too"
                styles={{ label: { paddingInlineStart: 8 } }}
                checked={all}
                onChange={(event) => setAll(event.currentTarget.checked)}
              />
            </Table.Th>
            {policies.map((policy) => {
              const { id, name } = policy;
              return (
                <Table.Th key={id}>
                  <span className={classes.head}>
                    <i style={{ background: colorOf(id) }} />
                    <Anchor
                      inherit
                      c="inherit"
                      truncate
                      title={name}
                      href={formatRoute({ screen: "policies", policy: id, watch: false })}
                    >
                      {name}
                    </Anchor>
                    <DriveWithPolicy compact size="sm" variant="subtle" policy={policy} />
                  </span>
                </Table.Th>
              );
            })}
          </Table.Tr>
        </Table.Thead>
        {(all ? facts : onlyDifferences(facts)).map(({ title, rows }) => (
          <Table.Tbody key={title}>
            <Table.Tr>
              <Table.Th colSpan={policies.length + 1} className={classes.group} scope="rowgroup">
                {title}
              </Table.Th>
            </Table.Tr>
            {rows.map(({ label, values, differs }) => (
              <Table.Tr key={label}>
                <Table.Th scope="row" className={classes.label}>
                  {label}
                </Table.Th>
                {values.map((value, index) => (
                  <Table.Td key={policies[index]?.id} data-differs={differs}>
                    {value}
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        ))}
      </Table>
    </section>
  );
}
