import { Button, Modal } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import type { JSX, KeyboardEvent } from "react";
import type { Settings } from "../../../../shared/ipc/settings.ts";
import { NameDialog } from "../../../components/name-dialog.tsx";
import { isBetween } from "../../../drive/phases.ts";
import type { DriveState } from "../../../drive/drive-state.ts";
import { BINDINGS } from "../../../input/bindings.ts";
import type { Command } from "../../../input/bindings.ts";
import { freshName, useDatasetChoice } from "../options/use-dataset-choice.ts";
import type { Driver } from "../options/use-driver.ts";
import { menuActions } from "./menu-actions.tsx";
import { MenuHints } from "./menu-hints.tsx";
import classes from "./quick-menu.module.css";
import { useMenuRows } from "./use-menu-rows.ts";
import { ValueRow } from "./value-row.tsx";

interface QuickMenuProps {
  readonly state: Pick<DriveState, "recorder" | "device" | "menuOpen">;
  readonly settings: Settings;
  readonly dataset: string;
  readonly driver: Driver;
  readonly onCommand: (command: Command) => void;
}

/** Everything on Drive that is no command, for hands that stay on the pad; mouse and keyboard work in it, too. */
export function QuickMenu(props: QuickMenuProps): JSX.Element {
  const close = (): void => props.onCommand("quickMenu");
  const [naming, setNaming] = useState(false);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (BINDINGS.quickMenu.keys.includes(event.code) && !event.repeat && !isTyped(event.target)) close();
  };
  return (
    <Modal
      opened={props.state.menuOpen}
      onClose={close}
      title="Quick menu"
      size={620}
      padding="md"
      // What the choices change stays in sight.
      overlayProps={{ backgroundOpacity: 0.35, blur: 0 }}
      // What closes gives the pad back at once.
      transitionProps={{ duration: 0 }}
      classNames={{ content: classes.content ?? "", body: classes.body ?? "", title: classes.title ?? "" }}
      onKeyDown={onKeyDown}
      // Its question closes by itself.
      closeOnEscape={!naming}
      data-testid="quick-menu"
    >
      <Content {...props} naming={naming} onNaming={setNaming} onClose={close} />
    </Modal>
  );
}

const isTyped = (target: EventTarget): boolean => target instanceof HTMLInputElement;

interface ContentProps extends QuickMenuProps {
  /** a new dataset is asked for its name */
  readonly naming: boolean;
  readonly onNaming: (naming: boolean) => void;
  readonly onClose: () => void;
}

function Content({
  state,
  settings,
  dataset,
  driver,
  naming,
  onCommand,
  onNaming,
  onClose,
}: ContentProps): JSX.Element {
  const { device, recorder } = state;
  const datasets = useDatasetChoice();
  const between = isBetween(recorder.phase);
  const rows = useMenuRows({ settings, driver, dataset, datasets, keyboard: device.kind === "keyboard", between });
  const [note, setNote] = useState<string | null>(null);
  const actions = menuActions({
    between,
    paused: recorder.phase === "paused",
    dataset,
    padId: device.kind === "pad" ? device.pad.id : null,
    onNewDataset: () => onNaming(true),
    onCommand,
  });
  const opener = useRef<HTMLElement | null>(null);
  useEffect(() => {
    if (!naming) opener.current?.focus();
  }, [naming]);
  const firstOpen = rows.find(({ closed }) => closed === null);
  const onKeyDown = (event: KeyboardEvent): void => {
    const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (by === 0 || !(event.currentTarget instanceof HTMLElement)) return;
    const stops = [...event.currentTarget.querySelectorAll<HTMLElement>("[role=slider]")];
    const at = stops.findIndex((stop) => stop === document.activeElement);
    const next = stops[at + by];
    if (at === -1 || next === undefined) return;
    event.preventDefault();
    next.focus();
  };
  return (
    <>
      <div className={classes.rows} role="group" aria-label="Choices" onKeyDown={onKeyDown}>
        {rows.map((row) => (
          <ValueRow key={row.key} row={row} first={row === firstOpen} onFocus={setNote} onDone={onClose} />
        ))}
      </div>
      <p className={classes.note} role="status">
        {note}
      </p>
      <div className={classes.actions} role="group" aria-label="Actions">
        {actions.map(({ key, label, Icon, run, stays }) => (
          <Button
            key={key}
            variant="default"
            size="xs"
            justify="flex-start"
            leftSection={<Icon size={16} />}
            data-testid={`menu-${key}`}
            onClick={(event) => {
              opener.current = event.currentTarget;
              if (stays !== true) onClose();
              run();
            }}
          >
            {label}
          </Button>
        ))}
      </div>
      <MenuHints device={device} />
      {naming && (
        <NameDialog
          title="New dataset"
          label="Name"
          initial={freshName(datasets.list)}
          action="Create"
          onClose={() => onNaming(false)}
          onSubmit={datasets.create}
        />
      )}
    </>
  );
}
