import { Loader } from "@mantine/core";
import type { JSX } from "react";
import classes from "./host-note.module.css";

/** That nothing can be stored now: below the top row, where it covers nothing. */
export function HostNote(): JSX.Element {
  return (
    <p className={classes.note} role="alert" data-testid="host-lost">
      <Loader size={12} color="currentColor" /> Pogo&apos;s host does not answer; trying again…
    </p>
  );
}
