import { expect, test } from "vitest";
import {
  formatBytes,
  formatCompact,
  formatLoss,
  formatPercent,
  formatPlural,
  formatReturn,
  formatSeconds,
  formatWhen,
} from "../../../../src/renderer/components/format.ts";

test.each([
  [formatBytes(999), "999 B"],
  [formatBytes(41_632), "41.6 kB"],
  [formatBytes(2_400_000_000), "2.4 GB"],
  [formatCompact(9_999), "9,999"],
  [formatCompact(21_910), "21.9 k"],
  [formatCompact(80_000), "80 k"],
  [formatCompact(999_600), "1 M"],
  [formatCompact(2_400_000), "2.4 M"],
  [formatPlural(1, "episode"), "1 episode"],
  [formatPlural(2400, "policy", "policies"), "2,400 policies"],
  [formatSeconds(8), "8.0 s"],
  [formatSeconds(59.99), "60 s"],
  [formatSeconds(175.3), "2 min 55 s"],
  [formatSeconds(7500), "2 h 05 min"],
  [formatReturn(3728.4), "3,728"],
  [formatReturn(213.37), "213.4"],
  [formatPercent(0), "0 %"],
  [formatPercent(0.05), "5.0 %"],
  [formatPercent(1), "100 %"],
  [formatLoss(0.0021341), "0.002134"],
  [formatLoss(0.0000123), "1.23e-5"],
  [formatWhen("not a time"), "not a time"],
])("%s", (shown, wanted) => {
  expect(shown).toBe(wanted);
});
