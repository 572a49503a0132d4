import { formatTable } from "./format.ts";
import { drawLinePlot } from "./line-plot.ts";
import type { PlotLine } from "./line-plot.ts";
import type { TableRow, TableTraining } from "./table-row.ts";

/** The table as people read it: ours beside the published figures. */
export function describeTable(rows: readonly TableRow[]): string {
  const whole = (value: number): string => value.toFixed(0);
  const cells = rows.map((row) => [
    row.name,
    row.published === null ? "–" : String(row.published),
    whole(row.mean),
    whole(row.std),
    `${whole(row.ci95[0])} … ${whole(row.ci95[1])}`,
    row.normalized.toFixed(3),
    `${whole(100 * row.fallRate)} %`,
    whole(row.best.mean),
    `${whole(100 * row.best.fallRate)} %`,
    row.loss.toPrecision(3),
    row.validationLoss === null ? "–" : row.validationLoss.toPrecision(3),
    row.seconds.toFixed(1),
  ]);
  const header = [
    "configuration",
    "published",
    "return",
    "std",
    "95 %",
    "normalised",
    "falls",
    "best",
    "falls",
    "loss",
    "held out",
    "seconds",
  ];
  return formatTable(header, cells);
}

/** Mean training and held-out loss of each epoch over the trainings of one configuration. */
export function epochCurve(
  trainings: readonly TableTraining[],
): readonly { readonly epoch: number; readonly loss: number; readonly validationLoss: number | null }[] {
  const epochs = new Map<number, { loss: number; points: number; heldOut: number; measured: number }>();
  for (const { curve } of trainings) {
    for (const { epoch, loss, validationLoss } of curve) {
      const sums = epochs.get(epoch) ?? { loss: 0, points: 0, heldOut: 0, measured: 0 };
      sums.loss += loss;
      sums.points += 1;
      if (validationLoss !== null) {
        sums.heldOut += validationLoss;
        sums.measured += 1;
      }
      epochs.set(epoch, sums);
    }
  }
  return [...epochs].map(([epoch, { loss, points, heldOut, measured }]) => ({
    epoch,
    loss: loss / points,
    validationLoss: measured === 0 ? null : heldOut / measured,
  }));
}

const COMPARED = [
  { id: "tanh-sgd", colour: "#e8871e" },
  { id: "relu-sgd", colour: "#c2410c" },
  { id: "tanh-adam", colour: "#3b82f6" },
  { id: "relu-adam", colour: "#1e40af" },
] as const;

/** Mean squared error by epoch, SGD against Adam: training whole, held-out dashed. */
export function plotCurves(
  title: string,
  rows: readonly { readonly id: string; readonly name: string; readonly curve: ReturnType<typeof epochCurve> }[],
): string {
  const lines = COMPARED.flatMap(({ id, colour }): PlotLine[] => {
    const row = rows.find((one) => one.id === id);
    if (row === undefined) return [];
    const heldOut = row.curve.flatMap(({ epoch, validationLoss }) =>
      validationLoss === null ? [] : [[epoch, validationLoss] as const],
    );
    return [
      {
        name: `${row.name}, training`,
        colour,
        dashed: false,
        points: row.curve.map(({ epoch, loss }) => [epoch, loss]),
      },
      { name: `${row.name}, held out`, colour, dashed: true, points: heldOut },
    ];
  });
  return drawLinePlot({ title, x: "epoch", y: "mean squared error", logarithmic: true, lines });
}
