/** Mass of a solid capsule, kg: a cylinder of length 2·halfLength with a half sphere at each end. */
export function capsuleMass(radius: number, halfLength: number, density: number): number {
  const r2 = radius * radius;
  return density * Math.PI * (2 * r2 * halfLength + (4 / 3) * r2 * radius);
}

/** Moment of inertia about an axis across the capsule through its centre, kg·m². */
export function capsuleInertia(radius: number, halfLength: number, density: number): number {
  const r2 = radius * radius;
  const length = 2 * halfLength;
  const cylinder = density * Math.PI * r2 * length;
  const sphere = density * Math.PI * (4 / 3) * r2 * radius;
  return (
    (cylinder * (3 * r2 + length * length)) / 12 +
    sphere * ((2 / 5) * r2 + (length * length) / 4 + (3 / 8) * length * radius)
  );
}
