import { Autocomplete } from "@mantine/core";
import { useState } from "react";
import type { JSX } from "react";

interface CommitInputProps {
  readonly label: string;
  readonly placeholder: string;
  readonly maxLength: number;
  readonly value: string;
  readonly options: readonly string[];
  readonly onCommit: (value: string) => void;
}

/** A line of text with completion that counts once it is left, entered or chosen; Escape takes it back. */
export function CommitInput({
  label,
  placeholder,
  maxLength,
  value,
  options,
  onCommit,
}: CommitInputProps): JSX.Element {
  // null: as given
  const [draft, setDraft] = useState<string | null>(null);
  const commit = (text: string): void => {
    setDraft(null);
    if (text.trim() !== value) onCommit(text.trim());
  };
  return (
    <Autocomplete
      size="xs"
      aria-label={label}
      placeholder={placeholder}
      maxLength={maxLength}
      data={[...options]}
      value={draft ?? value}
      comboboxProps={{ shadow: "md" }}
      onChange={setDraft}
      onOptionSubmit={commit}
      onBlur={() => {
        if (draft !== null) commit(draft);
      }}
      onKeyDown={(event) => {
        if (event.key === "Enter" && draft !== null) commit(draft);
        if (event.key === "Escape") setDraft(null);
      }}
    />
  );
}
