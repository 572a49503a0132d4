/**
 * Transcendental functions with the same bits on every host: only + - * / and sqrt, which IEEE 754 fixes. `Math.sin` and
 * its kin are the host's choice and differ between Node, Electron and Chromium.
 *
 * sin, cos, atan, exp, expm1, log and tanh are ports of FreeBSD's msun, itself from fdlibm:
 * Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved. Developed at SunSoft, a Sun Microsystems, Inc.
 * business. Permission to use, copy, modify, and distribute this software is freely granted, provided that this notice
 * is preserved. Errors stay below 1 ulp (tanh: 2) against the exact value; the tests hold them to 2 against the host.
 */

/** x held between low and high; NaN stays NaN. */
export function clamp(x: number, low: number, high: number): number {
  return x < low ? low : x > high ? high : x;
}

/** How far x is on the way from `from` (0) to `to` (1), whichever is larger; held between the two, NaN stays NaN. */
export function shareOfWay(x: number, from: number, to: number): number {
  return clamp((x - from) / (to - from), 0, 1);
}

const TWO_PI = 6.283185307179586;
const INV_PIO2 = 6.36619772367581382433e-1;
// pi/2 in two parts of 33 bits, each with its tail
const PIO2_1 = 1.57079632673412561417;
const PIO2_2 = 6.0771005063039659766e-11;
const PIO2_2T = 2.02226624879595063154e-21;
/** adding and subtracting it rounds to the nearest integer, ties to even */
const ROUNDER = 6755399441055744;
/** below this the reduction by pi/2 is exact to 118 bits */
const REDUCIBLE = 1e6;
const PIO4 = 0.7853981633974483;

const S1 = -1.66666666666666324348e-1;
const S2 = 8.33333333332248946124e-3;
const S3 = -1.98412698298579493134e-4;
const S4 = 2.75573137070700676789e-6;
const S5 = -2.50507602534068634195e-8;
const S6 = 1.58969099521155010221e-10;
const C1 = 4.16666666666666019037e-2;
const C2 = -1.38888888888741095749e-3;
const C3 = 2.48015872894767294178e-5;
const C4 = -2.75573143513906633035e-7;
const C5 = 2.0875723212981748279e-9;
const C6 = -1.13596475577881948265e-11;

/**
 * Sine and cosine of the first `count` angles (radians) into `out`, as pairs. Below 1e6 rad the error is below 1 ulp;
 * beyond, the angle is first reduced modulo the double nearest to 2π, so the phase error grows as |x|·4e-17. NaN for NaN and
 * ±∞. It takes and gives arrays because a number that crosses a call is allocated where the call is not inlined.
 */
export function sincosEach(angles: Float64Array, count: number, out: Float64Array): void {
  for (let i = 0; i < count; i++) {
    let y = angles[i] as number;
    let tail = 0;
    let quadrant = 0;
    if (!(y <= PIO4 && y >= -PIO4)) {
      if (!(y < REDUCIBLE && y > -REDUCIBLE)) y %= TWO_PI;
      const n = y * INV_PIO2 + ROUNDER - ROUNDER;
      const t = y - n * PIO2_1;
      const w = n * PIO2_2;
      const r = t - w;
      const rest = n * PIO2_2T - (t - r - w);
      y = r - rest;
      tail = r - y - rest;
      quadrant = n & 3;
    }
    const z = y * y;
    const w = z * z;
    const v = z * y;
    const rs = S2 + z * (S3 + z * S4) + z * w * (S5 + z * S6);
    const s = y - (z * (0.5 * tail - v * rs) - tail - v * S1);
    const rc = z * (C1 + z * (C2 + z * C3)) + w * w * (C4 + z * (C5 + z * C6));
    const hz = 0.5 * z;
    const q = 1 - hz;
    const c = q + (1 - q - hz + (z * rc - y * tail));
    const odd = (quadrant & 1) === 1;
    const sine = odd ? c : s;
    const cosine = odd ? s : c;
    out[2 * i] = quadrant >= 2 ? -sine : sine;
    out[2 * i + 1] = quadrant === 1 || quadrant === 2 ? -cosine : cosine;
  }
}

const angle = new Float64Array(1);
const pair = new Float64Array(2);

/** Sine into out[offset] and cosine into out[offset + 1] of x radians; see `sincosEach` for the error. */
export function sincos(x: number, out: Float64Array, offset: number): void {
  angle[0] = x;
  sincosEach(angle, 1, pair);
  out[offset] = pair[0] as number;
  out[offset + 1] = pair[1] as number;
}

/** Sine of x radians; see `sincosEach` for the error. */
export function sin(x: number): number {
  angle[0] = x;
  sincosEach(angle, 1, pair);
  return pair[0] as number;
}

/** Cosine of x radians; see `sincosEach` for the error. */
export function cos(x: number): number {
  angle[0] = x;
  sincosEach(angle, 1, pair);
  return pair[1] as number;
}

const ATAN_HALF = 4.63647609000806093515e-1;
const ATAN_HALF_LOW = 2.26987774529616870924e-17;
const ATAN_ONE = 7.85398163397448278999e-1;
const ATAN_ONE_LOW = 3.06161699786838301793e-17;
const ATAN_THREE_HALVES = 9.82793723247329054082e-1;
const ATAN_THREE_HALVES_LOW = 1.39033110312309984516e-17;
const HALF_PI = 1.570796326794896558;
const HALF_PI_LOW = 6.12323399573676603587e-17;

/** Arc tangent in radians, in [-π/2, π/2]. */
export function atan(x: number): number {
  const a = x < 0 ? -x : x;
  if (!(a < 7.378697629483821e19)) return a !== a ? x : x < 0 ? -HALF_PI : HALF_PI;
  let high = 0;
  let low = 0;
  let t = a;
  if (a >= 0.4375) {
    if (a < 0.6875) {
      high = ATAN_HALF;
      low = ATAN_HALF_LOW;
      t = (2 * a - 1) / (2 + a);
    } else if (a < 1.1875) {
      high = ATAN_ONE;
      low = ATAN_ONE_LOW;
      t = (a - 1) / (a + 1);
    } else if (a < 2.4375) {
      high = ATAN_THREE_HALVES;
      low = ATAN_THREE_HALVES_LOW;
      t = (a - 1.5) / (1 + 1.5 * a);
    } else {
      high = HALF_PI;
      low = HALF_PI_LOW;
      t = -1 / a;
    }
  }
  const z = t * t;
  const w = z * z;
  const odd =
    z *
    (3.33333333333329318027e-1 +
      w *
        (1.42857142725034663711e-1 +
          w *
            (9.09088713343650656196e-2 +
              w * (6.66107313738753120669e-2 + w * (4.97687799461593236017e-2 + w * 1.62858201153657823623e-2)))));
  const even =
    w *
    (-1.99999999998764832476e-1 +
      w *
        (-1.1111110405462355788e-1 +
          w * (-7.69187620504482999495e-2 + w * (-5.83357013379057348645e-2 + w * -3.6531572744216915527e-2))));
  const value = high - (t * (odd + even) - low - t);
  return x < 0 ? -value : high === 0 && a === 0 ? x : value;
}

const PI_LOW = 1.2246467991473531772e-16;

/** The angle of (x, y) in radians, in [-π, π]; signs of zero as Math.atan2. Both infinite gives NaN. */
export function atan2(y: number, x: number): number {
  if (x !== x || y !== y) return NaN;
  const negativeX = x < 0 || (x === 0 && 1 / x < 0);
  const negativeY = y < 0 || (y === 0 && 1 / y < 0);
  if (y === 0) {
    if (!negativeX) return y;
    return negativeY ? -Math.PI : Math.PI;
  }
  if (x === 0) return negativeY ? -HALF_PI : HALF_PI;
  const ratio = y / x;
  const slope = atan(Math.abs(ratio));
  if (!negativeX) return negativeY ? -slope : slope;
  return negativeY ? slope - PI_LOW - Math.PI : Math.PI - (slope - PI_LOW);
}

/** powers of two from 2^-1074 (index 0) to 2^1023, exact: each is the half or double of its neighbour */
const POWERS_OF_TWO = ((): Float64Array => {
  const powers = new Float64Array(2098);
  let p = 1;
  for (let i = 1074; i < 2098; i++, p *= 2) powers[i] = p;
  p = 1;
  for (let i = 1074; i >= 0; i--, p /= 2) powers[i] = p;
  return powers;
})();

const LN2_HIGH = 6.9314718036912381649e-1;
const LN2_LOW = 1.90821492927058770002e-10;
const INV_LN2 = 1.442695040888963387;

/** e to the x. */
export function exp(x: number): number {
  if (x !== x) return x;
  if (x > 709.782712893384) return Infinity;
  if (x < -745.1332191019411) return 0;
  let k = 0;
  let high = x;
  let low = 0;
  if (x > 0.34657359027997264 || x < -0.34657359027997264) {
    k = INV_LN2 * x + ROUNDER - ROUNDER;
    high = x - k * LN2_HIGH;
    low = k * LN2_LOW;
  }
  const r = high - low;
  const t = r * r;
  const c =
    r -
    t *
      (1.66666666666666019037e-1 +
        t *
          (-2.77777777770155933842e-3 +
            t * (6.61375632143793436117e-5 + t * (-1.6533902205465251539e-6 + t * 4.13813679705723846039e-8))));
  const y = 1 - (low - (r * c) / (2 - c) - high);
  // 2^1024 is out of range, and subnormal results must be rounded once
  if (k > 1023) return y * 2 * (POWERS_OF_TWO[2097] as number);
  if (k < -1021) return y * (POWERS_OF_TWO[k + 1174] as number) * (POWERS_OF_TWO[974] as number);
  return y * (POWERS_OF_TWO[k + 1074] as number);
}

/** e to the x, minus 1, exact to the last bits near 0. */
export function expm1(x: number): number {
  if (x !== x) return x;
  if (x > 709.782712893384) return Infinity;
  if (x < -38.816242) return -1;
  let k = 0;
  let y = x;
  let c = 0;
  if (x > 0.34657359027997264 || x < -0.34657359027997264) {
    k = INV_LN2 * x + ROUNDER - ROUNDER;
    const high = x - k * LN2_HIGH;
    const low = k * LN2_LOW;
    y = high - low;
    c = high - y - low;
  } else if (x < 5.551115123125783e-17 && x > -5.551115123125783e-17) {
    return x;
  }
  const half = 0.5 * y;
  const hxs = y * half;
  const r1 =
    1 +
    hxs *
      (-3.33333333333331316428e-2 +
        hxs *
          (1.58730158725481460165e-3 +
            hxs * (-7.93650757867487942473e-5 + hxs * (4.00821782732936239552e-6 + hxs * -2.01099218183624371326e-7))));
  const t = 3 - r1 * half;
  let e = hxs * ((r1 - t) / (6 - y * t));
  if (k === 0) return y - (y * e - hxs);
  e = y * (e - c) - c;
  e -= hxs;
  if (k === -1) return 0.5 * (y - e) - 0.5;
  if (k === 1) return y < -0.25 ? -2 * (e - (y + 0.5)) : 1 + 2 * (y - e);
  const scale = POWERS_OF_TWO[(k > 1023 ? 1023 : k) + 1074] as number;
  if (k <= -2 || k > 56) {
    const v = 1 - (e - y);
    return (k > 1023 ? v * 2 * scale : v * scale) - 1;
  }
  const inverse = POWERS_OF_TWO[1074 - k] as number;
  return k < 20 ? (1 - inverse - (e - y)) * scale : (y - (e + inverse) + 1) * scale;
}

const word = new Float64Array(1);
const halves = new Int32Array(word.buffer);
word[0] = 1;
/** index of the word that holds sign and exponent: 1 on little-endian hosts */
const HIGH = halves[1] === 0x3ff00000 ? 1 : 0;

/** Natural logarithm; -∞ at 0, NaN below. */
export function log(x: number): number {
  if (!(x > 0)) return x === 0 ? -Infinity : NaN;
  if (x === Infinity) return x;
  let k = 0;
  word[0] = x;
  if (x < 2.2250738585072014e-308) {
    word[0] = x * 18014398509481984;
    k = -54;
  }
  const top = halves[HIGH] as number;
  const mantissa = top & 0xfffff;
  // the mantissa goes to [sqrt(2)/2, sqrt(2))
  const carry = (mantissa + 0x95f64) & 0x100000;
  halves[HIGH] = mantissa | (carry ^ 0x3ff00000);
  k += (top >> 20) - 1023 + (carry >> 20);
  const f = word[0] - 1;
  const s = f / (2 + f);
  const z = s * s;
  const w = z * z;
  const even = w * (3.999999999940941908e-1 + w * (2.222219843214978396e-1 + w * 1.531383769920937332e-1));
  const odd =
    z *
    (6.66666666666673513e-1 +
      w * (2.857142874366239149e-1 + w * (1.818357216161805012e-1 + w * 1.479819860511658591e-1)));
  const half = 0.5 * f * f;
  return k * LN2_HIGH - (half - (s * (half + even + odd) + k * LN2_LOW) - f);
}

/** Hyperbolic tangent. */
export function tanh(x: number): number {
  const a = x < 0 ? -x : x;
  if (!(a < 22)) return a !== a ? x : x < 0 ? -1 : 1;
  if (a < 3.7252902984619e-9) return x;
  let value: number;
  if (a >= 1) {
    value = 1 - 2 / (expm1(2 * a) + 2);
  } else {
    const t = expm1(-2 * a);
    value = -t / (t + 2);
  }
  return x < 0 ? -value : value;
}

const TWO_OVER_LN2 = 2 * INV_LN2;
const HALF_LN2_HIGH = LN2_HIGH / 2;
const HALF_LN2_LOW = LN2_LOW / 2;
/** beyond it the nearest double of tanh is ±1 */
const TANH_IS_ONE = 20;
/** tanh(k ln 2 / 2) = (2^k − 1) / (2^k + 1) for k from −64; a plain array is read faster than a typed one */
const TANH_OF_HALF_LN2 = Array.from({ length: 129 }, (_, i) => {
  const power = POWERS_OF_TWO[1074 + i - 64] as number;
  return (power - 1) / (power + 1);
});

/**
 * Hyperbolic tangent of the first `count` values, in place: a third of the time of `tanh`, other last bits (error below
 * 4 ulp). The addition theorem with x = k ln 2 / 2 + h: tanh x = (T C + h) / (C + T h), where T = tanh(k ln 2 / 2) and
 * C = h coth h. C is even; its polynomial is the minimax one in h² for |h| ≤ ln 2 / 4 (Remez, relative error 3e-18).
 */
export function tanhEach(values: Float64Array, count: number): void {
  for (let i = 0; i < count; i++) {
    const given = values[i] as number;
    const x = given > TANH_IS_ONE ? TANH_IS_ONE : given < -TANH_IS_ONE ? -TANH_IS_ONE : given;
    const k = x * TWO_OVER_LN2 + ROUNDER - ROUNDER;
    const h = x - k * HALF_LN2_HIGH - k * HALF_LN2_LOW;
    const t = TANH_OF_HALF_LN2[(k + 64) | 0] as number;
    const z = h * h;
    const c =
      1 +
      z *
        (3.333333333333332e-1 +
          z *
            (-2.2222222222051686e-2 +
              z * (2.1164020709470086e-3 + z * (-2.116359699090838e-4 + z * 2.1216107924847764e-5))));
    values[i] = (t * c + h) / (c + t * h);
  }
}
