import { Textarea } from "@mantine/core";
import { useState } from "react";
import type { JSX } from "react";

interface CommitNoteProps {
  readonly placeholder: string;
  readonly value: string;
  readonly onCommit: (value: string) => void;
}

/** A note that counts once it is left or entered with Ctrl and Enter; Escape takes it back. */
export function CommitNote({ placeholder, value, onCommit }: CommitNoteProps): JSX.Element {
  // null: as given
  const [draft, setDraft] = useState<string | null>(null);
  const commit = (): void => {
    setDraft(null);
    if (draft !== null && draft.trim() !== value) onCommit(draft.trim());
  };
  return (
    <Textarea
      size="xs"
      aria-label="Note"
      placeholder={placeholder}
      rows={3}
      resize="vertical"
      maxLength={2000}
      value={draft ?? value}
      onChange={(event) => setDraft(event.currentTarget.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) commit();
        if (event.key === "Escape") setDraft(null);
      }}
    />
  );
}
