import { useComputedColorScheme } from "@mantine/core";
import { useCallback } from "react";

/** Told apart from each other on the surface of their scheme, and of like weight. */
const PALETTES = {
  dark: ["#5ee6c8", "#ffc36b", "#7db8ff", "#ff8a6b", "#c39bff", "#b6e35f", "#ff8fc7", "#a9b6d8"],
  light: ["#0a7c69", "#a85b00", "#1f5fbf", "#c23c1d", "#6d3fc4", "#4d7a00", "#b4296f", "#4a5a85"],
} as const;

/** The colour of a run's slot in the current scheme. */
export function useRunColor(): (slot: number) => string {
  const palette = PALETTES[useComputedColorScheme("dark")];
  return useCallback((slot) => palette[slot % palette.length] ?? palette[0], [palette]);
}
