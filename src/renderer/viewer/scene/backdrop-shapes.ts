import { BufferGeometry, CylinderGeometry, Float32BufferAttribute, Matrix4, Quaternion, Vector3 } from "three";

/** The pillars repeat after this many metres; the viewer never sees both ends of a period. */
export const PILLAR_PERIOD = 120;
const PILLARS = 90;
/** The hills do so after these. */
const RIDGE_PERIOD = 400;

/** A fixed, well-spread number in [0, 1) for each index: the landscape is the same at every start. */
function spread(index: number, salt: number): number {
  const value = Math.sin(index * 127.1 + salt * 311.7) * 43758.5453;
  return value - Math.floor(value);
}

/** Into ± half a period of the hills. */
function wrap(x: number): number {
  return x - Math.round(x / RIDGE_PERIOD) * RIDGE_PERIOD;
}

/** A line of hills: how high, how many waves of each order, how far behind the lane, what share of the way it follows the camera. */
export interface Ridge {
  readonly height: number;
  readonly roughness: readonly number[];
  readonly away: number;
  readonly drift: number;
}

export const NEAR_RIDGE: Ridge = { height: 5.2, roughness: [3, 7, 16, 31], away: 82, drift: 0.35 };
export const FAR_RIDGE: Ridge = { height: 9.5, roughness: [2, 5, 11, 23], away: 110, drift: 0.12 };

/** Hills keep near the camera and drift slowly, as something much further away would: their middle for a camera at `focusX`. */
export function ridgeMiddle({ drift }: Ridge, focusX: number): number {
  return focusX - wrap(focusX * drift);
}

/** A strip of hills whose outline is a sum of sines with whole periods, so that it can repeat; or a piece of it, between two shares. */
export function ridgeGeometry({ height, roughness }: Ridge, columns: number, from = 0, to = 1): BufferGeometry {
  const positions: number[] = [];
  const indices: number[] = [];
  for (let i = 0; i <= columns; i += 1) {
    const along = (from + (i / columns) * (to - from)) * 2;
    let top = 0.55;
    roughness.forEach((waves, order) => {
      top += (Math.sin(along * Math.PI * 2 * waves + order * 1.7) * 0.4) / (order + 1);
    });
    const x = (along - 1) * RIDGE_PERIOD;
    positions.push(x, -2, 0, x, Math.max(0.08, top) * height, 0);
    if (i < columns) {
      const first = i * 2;
      indices.push(first, first + 2, first + 1, first + 1, first + 2, first + 3);
    }
  }
  const geometry = new BufferGeometry();
  geometry.setAttribute("position", new Float32BufferAttribute(positions, 3));
  geometry.setIndex(indices);
  return geometry;
}

/** A six-sided stone whose faces carry their light as vertex colours: it never turns, so it needs no lamps. */
export function pillarGeometry(): BufferGeometry {
  const indexed = new CylinderGeometry(0.5, 0.62, 1, 6);
  const geometry = indexed.toNonIndexed();
  indexed.dispose();
  geometry.translate(0, 0.5, 0);
  geometry.computeVertexNormals();
  const normals = geometry.getAttribute("normal");
  const positions = geometry.getAttribute("position");
  const colours: number[] = [];
  for (let i = 0; i < normals.count; i += 1) {
    const light = 0.62 + 0.26 * normals.getY(i) - 0.2 * normals.getX(i) + 0.16 * normals.getZ(i);
    const shade = Math.max(0.2, light) * (0.72 + 0.4 * positions.getY(i));
    colours.push(shade, shade, shade * 1.04);
  }
  geometry.setAttribute("color", new Float32BufferAttribute(colours, 3));
  return geometry;
}

/** Where the stones stand and how large they are, over two periods: a cylinder of width and height 1 becomes each. */
export function pillarPlaces(): readonly Matrix4[] {
  const places: Matrix4[] = [];
  const place = new Vector3();
  const size = new Vector3();
  const turn = new Quaternion();
  const up = new Vector3(0, 1, 0);
  for (let copy = 0; copy < 2; copy += 1) {
    for (let i = 0; i < PILLARS; i += 1) {
      const depth = 8 + spread(i, 1) ** 1.3 * 42;
      const width = 0.35 + spread(i, 2) * 0.9 + depth * 0.012;
      const height = 0.2 + spread(i, 3) ** 2.4 * (0.8 + depth * 0.11);
      const x = ((i + spread(i, 4) * 0.8) / PILLARS) * PILLAR_PERIOD + copy * PILLAR_PERIOD - PILLAR_PERIOD;
      turn.setFromAxisAngle(up, spread(i, 5) * 3);
      places.push(new Matrix4().compose(place.set(x, 0, -depth), turn, size.set(width, height, width)));
    }
  }
  return places;
}
