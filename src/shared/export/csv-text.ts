/**
 * Spreadsheets take a cell that begins with one of these for a formula and run it (CWE-1236). The usual remedy, an
 * apostrophe in front, makes it text; so that it can be taken off again, texts that already look defused get one more.
 */
const FORMULA = /^'*[=+\-@\t\r\n＝＋－＠]/u;

/** A text as a cell that no spreadsheet runs. */
export function defuse(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}

/** Inverse of `defuse`. */
export function undefuse(cell: string): string {
  return cell.startsWith("'") && FORMULA.test(cell) ? cell.slice(1) : cell;
}
