/** A number with so many digits after the point: a true minus sign, none before a zero, a dash where nothing is known. */
export function formatFigure(value: number, digits: number): string {
  if (Number.isNaN(value)) return "–";
  const text = value.toFixed(digits);
  return Number(text) === 0 ? text.replace("-", "") : text.replace("-", "−");
}
