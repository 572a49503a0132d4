import fc from "fast-check";
import { expect, test } from "vitest";
import { writePosesOf } from "../../../../src/renderer/drive/poses-of-state.ts";
import { createHopper } from "../../../../src/shared/sim/create-hopper.ts";

test("a state gives the poses that the simulator gives it", () => {
  const hopper = createHopper();
  const angle = (from: number, to: number): fc.Arbitrary<number> =>
    fc.double({ min: (from * Math.PI) / 180, max: (to * Math.PI) / 180, noNaN: true });
  const place = fc.double({ min: -5, max: 5, noNaN: true });
  fc.assert(
    fc.property(
      fc.tuple(
        place,
        fc.double({ min: 0.6, max: 2, noNaN: true }),
        angle(-30, 30),
        angle(-150, 0),
        angle(-150, 0),
        angle(-45, 45),
      ),
      (qpos) => {
        hopper.setState(qpos, new Float64Array(6));
        const [theirs, ours] = [new Float64Array(12), new Float64Array(14)];
        hopper.writePoses(theirs);
        writePosesOf(qpos, ours, 2);
        for (let i = 0; i < 12; i += 1) expect(ours[2 + i]).toBeCloseTo(theirs[i] ?? Number.NaN, 5);
      },
    ),
    { numRuns: 50 },
  );
});
