/** The part of Vite's import.meta.glob that is used: it is resolved when the program is built. */
interface ImportMeta {
  glob(pattern: string): Readonly<Record<string, () => Promise<unknown>>>;
}
