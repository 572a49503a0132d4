import { ActionIcon, Button, Group, Text, Tooltip } from "@mantine/core";
import { IconFileExport, IconPencil, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import type { JSX } from "react";
import type { Failure } from "../../../shared/base/failure.ts";
import type { PadProfile } from "../../../shared/control/pad-profile.ts";
import { readPadProfile, writePadProfile } from "../../../shared/ipc/pad-profile-text.ts";
import { withProfile } from "../../../shared/ipc/pad-profiles.ts";
import type { PadProfiles } from "../../../shared/ipc/pad-profiles.ts";
import { NameDialog } from "../../components/name-dialog.tsx";
import { notifyFailure } from "../../components/notify-failure.ts";
import { notifyUndo } from "../../components/undo-notification.tsx";
import { padName } from "../../input/glyphs.ts";
import { ProfileTextDialog } from "./profile-text-dialog.tsx";
import classes from "./saved-profiles.module.css";

interface SavedProfilesProps {
  readonly profiles: PadProfiles;
  /** the newest, for what is taken back later */
  readonly newest: () => PadProfiles;
  readonly onStore: (profiles: ReturnType<typeof withProfile>) => Promise<Failure | null>;
}

const nameOf = (id: string, { name }: PadProfile): string => (name === "" ? padName(id) : name);

/** The profiles that are kept: rename, export and forget; one from elsewhere joins them. */
export function SavedProfiles({ profiles, newest, onStore }: SavedProfilesProps): JSX.Element {
  const [renaming, setRenaming] = useState<readonly [id: string, profile: PadProfile] | null>(null);
  /** shown as text; a text of null is to be pasted */
  const [shown, setText] = useState<{ readonly text: string | null } | null>(null);
  const store = async (id: string, profile: PadProfile | null): Promise<Failure | null> =>
    onStore(withProfile(newest(), id, profile));
  const tell = async (done: Promise<Failure | null>): Promise<boolean> => {
    const failure = await done;
    if (failure !== null) notifyFailure(failure);
    return failure === null;
  };
  const forget = async (id: string, profile: PadProfile): Promise<void> => {
    if (await tell(store(id, null)))
      notifyUndo(`Forgot the profile “${nameOf(id, profile)}”.`, () => void tell(store(id, profile)));
  };
  const take = async (given: string): Promise<Failure | null> => {
    const { pad, profile } = readPadProfile(given);
    const before = newest()[pad] ?? null;
    const failure = await store(pad, profile);
    if (failure === null)
      notifyUndo(`Took in the profile “${nameOf(pad, profile)}”.`, () => void tell(store(pad, before)));
    return failure;
  };
  return (
    <>
      <Group justify="space-between" mt="lg" wrap="nowrap">
        <Text size="sm" fw={600}>
          Saved profiles
        </Text>
        <Button size="compact-xs" variant="subtle" onClick={() => setText({ text: null })}>
          Import…
        </Button>
      </Group>
      {Object.keys(profiles).length === 0 && (
        <Text size="xs" c="dimmed">
          None yet. A set-up saves one for every pad with the same name.
        </Text>
      )}
      <ul className={classes.profiles} aria-label="Saved profiles">
        {Object.entries(profiles).map(([id, profile]) => (
          <li key={id}>
            <div>
              <Text size="sm">{nameOf(id, profile)}</Text>
              <Text size="xs" c="dimmed" className={classes.id}>
                {id}
              </Text>
            </div>
            <Group gap={2} wrap="nowrap">
              <Tooltip label="Rename">
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={`Rename the profile of ${padName(id)}`}
                  onClick={() => setRenaming([id, profile])}
                >
                  <IconPencil size={16} />
                </ActionIcon>
              </Tooltip>
              <Tooltip label="Export">
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={`Export the profile of ${padName(id)}`}
                  onClick={() => setText({ text: writePadProfile({ pad: id, profile }) })}
                >
                  <IconFileExport size={16} />
                </ActionIcon>
              </Tooltip>
              <Tooltip label="Forget this profile">
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={`Forget the profile of ${padName(id)}`}
                  onClick={() => void forget(id, profile)}
                >
                  <IconTrash size={16} />
                </ActionIcon>
              </Tooltip>
            </Group>
          </li>
        ))}
      </ul>
      {shown !== null && <ProfileTextDialog text={shown.text} onTake={take} onClose={() => setText(null)} />}
      {renaming !== null && (
        <NameDialog
          title="Rename the profile"
          label="Name"
          initial={nameOf(...renaming)}
          action="Rename"
          onSubmit={(name) => store(renaming[0], { ...renaming[1], name: name.slice(0, 100) })}
          onClose={() => setRenaming(null)}
        />
      )}
    </>
  );
}
