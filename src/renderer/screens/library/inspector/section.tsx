import { Title } from "@mantine/core";
import type { JSX, ReactNode } from "react";
import classes from "./section.module.css";

/** A titled part of the inspector. */
export function Section({ title, children }: { readonly title: string; readonly children: ReactNode }): JSX.Element {
  return (
    <section className={classes.section} aria-label={title}>
      <Title order={3} className={classes.title}>
        {title}
      </Title>
      {children}
    </section>
  );
}

/** Names and values, one pair per line. */
export function Facts({ facts }: { readonly facts: readonly Fact[] }): JSX.Element {
  return (
    <dl className={classes.facts}>
      {facts.map(({ name, value, title }) => (
        <div key={name} title={title}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

export interface Fact {
  readonly name: string;
  readonly value: ReactNode;
  readonly title?: string;
}
