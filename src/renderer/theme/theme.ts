import { createTheme, defaultVariantColorsResolver } from "@mantine/core";
import type { CSSVariablesResolver, MantineColorsTuple, VariantColorsResolver } from "@mantine/core";

/** Pogo's accent; the scene's own mint. */
const mint: MantineColorsTuple = [
  "#e7fff9",
  "#cbfbef",
  "#9cf3df",
  "#5ee6c8",
  "#36d4b4",
  "#1ebd9d",
  "#12a086",
  "#0a7c69",
  "#076456",
  "#044a40",
];
/** The hopper's shell. */
const coral: MantineColorsTuple = [
  "#fff0ec",
  "#ffdcd3",
  "#ffb9a8",
  "#ff937a",
  "#ff7a5c",
  "#ff6b4a",
  "#e8512f",
  "#c23c1d",
  "#9b2f17",
  "#752311",
];
/** Night indigo: text, then borders, then surfaces. */
const dark: MantineColorsTuple = [
  "#e4e9f8",
  "#bcc6e2",
  "#9aa6ca",
  "#7f8bb2",
  "#2c3659",
  "#212a49",
  "#171e37",
  "#0d1223",
  "#090d1a",
  "#060912",
];
const gray: MantineColorsTuple = [
  "#f6f7fb",
  "#eef0f6",
  "#e2e6f0",
  "#d3d8e6",
  "#b4bccf",
  "#77819b",
  "#566079",
  "#3d4660",
  "#262d45",
  "#141a2e",
];

const FONT =
  '"Inter Variable", Inter, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif';
const MONO = 'ui-monospace, "SF Mono", "Cascadia Mono", "Roboto Mono", "DejaVu Sans Mono", monospace';

/** Text on the accent differs between the schemes: the accent is bright on dark, deep on light. */
const variantColors: VariantColorsResolver = (input) => {
  const colors = defaultVariantColorsResolver(input);
  const onAccent = input.variant === "filled" && (input.color === undefined || input.color === "mint");
  return onAccent ? { ...colors, color: "var(--pogo-on-accent)" } : colors;
};

export const theme = createTheme({
  colors: { mint, coral, dark, gray },
  primaryColor: "mint",
  primaryShade: { light: 7, dark: 3 },
  variantColorResolver: variantColors,
  black: "#141a2e",
  fontFamily: FONT,
  fontFamilyMonospace: MONO,
  headings: {
    fontFamily: FONT,
    fontWeight: "650",
    sizes: {
      h1: { fontSize: "1.375rem", lineHeight: "1.25" },
      h2: { fontSize: "1rem", lineHeight: "1.35" },
      h3: { fontSize: "0.875rem", lineHeight: "1.35" },
    },
  },
  defaultRadius: "md",
  radius: { xs: "3px", sm: "5px", md: "8px", lg: "12px", xl: "18px" },
  cursorType: "pointer",
  respectReducedMotion: true,
  components: {
    Button: { defaultProps: { size: "sm" } },
    TextInput: { defaultProps: { size: "sm" } },
    Tooltip: { defaultProps: { openDelay: 350, withArrow: true } },
    Modal: {
      // One that fades out would still take the press that comes after its own.
      defaultProps: {
        centered: true,
        overlayProps: { backgroundOpacity: 0.6, blur: 2 },
        transitionProps: { exitDuration: 0 },
        closeButtonProps: { "aria-label": "Close" },
      },
    },
    // A menu that fades out would keep the focus, and with it the key that is pressed right after the choice.
    Menu: { defaultProps: { transitionProps: { duration: 0 } } },
    Badge: {
      defaultProps: { variant: "light", radius: "sm" },
      styles: { root: { textTransform: "none" }, label: { fontWeight: 600 } },
    },
    Checkbox: { defaultProps: { iconColor: "var(--pogo-on-accent)" } },
    Table: { defaultProps: { verticalSpacing: 6, horizontalSpacing: "sm" } },
  },
});

/** Surfaces that Mantine has no variable for. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  dark: {
    "--pogo-rail": "#090d1a",
    "--pogo-surface": "#12182c",
    "--pogo-raised": "#182039",
    "--pogo-line": "#232c4b",
    "--pogo-row-hover": "#171f38",
    "--pogo-row-selected": "#14303a",
    "--pogo-accent-text": "#5ee6c8",
    "--pogo-on-accent": "#06231d",
    "--mantine-color-mint-light": "#14333b",
    "--mantine-color-mint-light-hover": "#1a414a",
    "--mantine-color-mint-light-color": "#7eeed4",
    "--mantine-color-red-light": "#3b1b26",
    "--mantine-color-red-light-hover": "#4a2230",
    "--mantine-color-red-light-color": "#ff9a9a",
    "--mantine-color-yellow-light": "#352a13",
    "--mantine-color-yellow-light-color": "#ffd08a",
    "--pogo-second": "#ffc36b",
    "--pogo-track": "#0d1223",
    "--pogo-tag": "#2c3659",
    "--pogo-heat-1": "#2a3f78",
    "--pogo-heat-2": "#256c8f",
    "--pogo-heat-3": "#22a08a",
    "--pogo-heat-4": "#7fd35f",
    "--pogo-heat-5": "#fdeb62",
    "--pogo-shell": "#ff6b4a",
    "--mantine-color-error": "#ff8f8f",
  },
  light: {
    "--mantine-color-body": "#f6f7fb",
    "--mantine-color-dimmed": "#566079",
    "--pogo-rail": "#ffffff",
    "--pogo-surface": "#ffffff",
    "--pogo-raised": "#ffffff",
    "--pogo-line": "#dfe3ee",
    "--pogo-row-hover": "#f1f3f9",
    "--pogo-row-selected": "#e2f6f1",
    "--pogo-accent-text": "#0a7c69",
    "--pogo-on-accent": "#ffffff",
    "--pogo-second": "#a85b00",
    "--pogo-track": "#f1f3f9",
    "--pogo-tag": "#e2e6f0",
    "--pogo-heat-1": "#cfe8dc",
    "--pogo-heat-2": "#7fc8b4",
    "--pogo-heat-3": "#2b9a96",
    "--pogo-heat-4": "#1c5f83",
    "--pogo-heat-5": "#251c5c",
    "--pogo-shell": "#e8512f",
    "--mantine-color-error": "#c02626",
  },
});
