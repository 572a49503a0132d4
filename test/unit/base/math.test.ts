import { describe, expect, it } from "vitest";
import {
  atan,
  atan2,
  clamp,
  cos,
  exp,
  expm1,
  log,
  sin,
  sincos,
  tanh,
  tanhEach,
  shareOfWay,
} from "../../../src/shared/base/math.ts";
import { createRng } from "../../../src/shared/base/rng.ts";

const bits = new DataView(new ArrayBuffer(8));

/** doubles on a line: neighbours differ by 1 */
function order(x: number): bigint {
  bits.setFloat64(0, x);
  const value = bits.getBigInt64(0);
  return value < 0n ? -(value & 0x7fffffffffffffffn) : value;
}

function ulps(a: number, b: number): number {
  if (a === 0 && b === 0 && !Object.is(a, b)) return 2;
  if (Object.is(a, b) || a === b) return 0;
  const distance = Number(order(a) - order(b));
  return Math.abs(distance);
}

const CASES = [
  {
    name: "sin",
    ours: sin,
    host: Math.sin,
    ranges: [
      [-1, 1],
      [-10, 10],
      [-1e3, 1e3],
      [-9e5, 9e5],
    ],
  },
  {
    name: "cos",
    ours: cos,
    host: Math.cos,
    ranges: [
      [-1, 1],
      [-10, 10],
      [-1e3, 1e3],
      [-9e5, 9e5],
    ],
  },
  {
    name: "atan",
    ours: atan,
    host: Math.atan,
    ranges: [
      [-1, 1],
      [-5, 5],
      [-1e6, 1e6],
    ],
  },
  {
    name: "exp",
    ours: exp,
    host: Math.exp,
    ranges: [
      [-1, 1],
      [-50, 50],
      [-745, 709],
      [-745, -700],
      [700, 709.7],
    ],
  },
  {
    name: "expm1",
    ours: expm1,
    host: Math.expm1,
    ranges: [
      [-1, 1],
      [-1e-3, 1e-3],
      [-40, 50],
      [0, 709],
    ],
  },
  {
    name: "log",
    ours: log,
    host: Math.log,
    ranges: [
      [0, 2],
      [0.9, 1.1],
      [0, 1e300],
      [0, 1e-308],
    ],
  },
  {
    name: "tanh",
    ours: tanh,
    host: Math.tanh,
    ranges: [
      [-1, 1],
      [-25, 25],
      [-1e-3, 1e-3],
    ],
  },
] as const;

describe("math", () => {
  for (const { name, ours, host, ranges } of CASES) {
    it(`${name} is within 2 ulp of the host's`, () => {
      const rng = createRng(1);
      for (const [low, high] of ranges) {
        let worst = 0;
        for (let i = 0; i < 20_000; i++) {
          const x = rng.uniform(low, high);
          worst = Math.max(worst, ulps(ours(x), host(x)));
        }
        expect(worst).toBeLessThanOrEqual(2);
      }
    });
  }

  it("tanhEach is within 5 ulp of the host's (4 of its own), and keeps the special values", () => {
    const rng = createRng(3);
    for (const range of [1e-6, 0.01, 0.35, 1, 3, 25]) {
      const given = Float64Array.from({ length: 20_000 }, () => rng.uniform(-range, range));
      const values = Float64Array.from(given);
      tanhEach(values, values.length);
      const worst = given.reduce((most, x, i) => Math.max(most, ulps(values[i] ?? NaN, Math.tanh(x))), 0);
      expect(worst).toBeLessThanOrEqual(5);
    }
    const special = Float64Array.of(0, 20, -20, 1e300, -Infinity, Infinity, NaN, 5e-324, 7);
    tanhEach(special, 8);
    expect([...special]).toEqual([0, 1, -1, 1, -1, 1, NaN, 5e-324, 7]);
  });

  it("tanhEach has pinned bits", () => {
    const values = Float64Array.of(0.3, -1.7, 4.5);
    tanhEach(values, 3);
    expect([...values].map((x) => order(x).toString(16))).toEqual([
      "3fd2a4dda7d914fa",
      "-3fedeedf00d3e7f6",
      "3feffdfa72153983",
    ]);
  });

  it("atan2 is within 2 ulp of the host's in every quadrant", () => {
    const rng = createRng(2);
    let worst = 0;
    for (let i = 0; i < 20_000; i++) {
      const y = rng.uniform(-2, 2);
      const x = rng.uniform(-2, 2);
      worst = Math.max(worst, ulps(atan2(y, x), Math.atan2(y, x)));
    }
    expect(worst).toBeLessThanOrEqual(2);
  });

  it("agrees with the host at the special values", () => {
    const special = [0, -0, 1, -1, Infinity, -Infinity, NaN, 5e-324, -5e-324, 1e-300, Number.MAX_VALUE];
    for (const x of special) {
      expect(atan(x)).toBe(Math.atan(x));
      expect(ulps(exp(x), Math.exp(x))).toBeLessThanOrEqual(1);
      expect(expm1(x)).toBe(Math.expm1(x));
      expect(log(x)).toBe(Math.log(x));
      expect(tanh(x)).toBe(Math.tanh(x));
      for (const y of [0, -0, 1, -1, NaN]) expect(ulps(atan2(y, x), Math.atan2(y, x))).toBeLessThanOrEqual(1);
    }
    for (const x of [0, -0, NaN, Infinity, -Infinity]) {
      expect(sin(x)).toBe(Math.sin(x));
      expect(cos(x)).toBe(Math.cos(x));
    }
  });

  it("keeps sine and cosine on the unit circle for huge angles", () => {
    const out = new Float64Array(2);
    for (const x of [1e6, 1e9, 1e15, 1e300]) {
      sincos(x, out, 0);
      expect(Math.hypot(out[0] ?? 0, out[1] ?? 0)).toBeCloseTo(1, 14);
    }
    sincos(1e8, out, 0);
    expect(out[0]).toBeCloseTo(Math.sin(1e8), 7);
  });

  it("has pinned bits", () => {
    expect([sin(0.7), cos(2.5), atan2(-1, 3), exp(1.5), log(10), tanh(0.3)].map((x) => order(x).toString(16))).toEqual(
      PINNED,
    );
  });

  it("tells how far along a way something is, in either direction", () => {
    expect([0, 2, 3, 4, 9, NaN].map((x) => shareOfWay(x, 2, 4))).toEqual([0, 0, 0.5, 1, 1, NaN]);
    // Downwards the beginning is −0, which is as good.
    expect([9, 4, 3, 2, 0].map((x) => shareOfWay(x, 4, 2) + 0)).toEqual([0, 0, 0.5, 1, 1]);
  });

  it("clamps and lets NaN through", () => {
    expect([clamp(-2, -1, 1), clamp(0.5, -1, 1), clamp(2, -1, 1), clamp(NaN, -1, 1)]).toEqual([-1, 0.5, 1, NaN]);
  });
});

/** computed once on Node 20; any host must give the same */
const PINNED = [
  "3fe49d6e694619b8",
  "-3fe9a2f7ef858b7d",
  "-3fd4978fa3269ee1",
  "4011ed3fe64fc541",
  "40026bb1bbb55516",
  "3fd2a4dda7d914fa",
];
