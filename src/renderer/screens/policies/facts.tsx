import { Title } from "@mantine/core";
import type { JSX, ReactNode } from "react";
import classes from "./policy-facts.module.css";

/** A titled part of a policy's details. */
export function Section({ title, children }: { readonly title: string; readonly children: ReactNode }): JSX.Element {
  return (
    <section>
      <Title order={3} className={classes.title}>
        {title}
      </Title>
      {children}
    </section>
  );
}

/** Names and values, line by line. */
export function Facts({ rows }: { readonly rows: readonly (readonly [string, ReactNode])[] }): JSX.Element {
  return (
    <dl className={classes.facts}>
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
