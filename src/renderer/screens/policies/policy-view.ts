import type { PolicySummary } from "../../../shared/policy/policy-meta.ts";

/** Columns the policies can be sorted by. */
export type PolicySortKey = "name" | "algorithm" | "dataset" | "return" | "size" | "createdAt";

export interface PolicySort {
  readonly key: PolicySortKey;
  readonly descending: boolean;
}

/** Sorted; what has no value for the column comes last in either order. */
export function sortPolicies(policies: readonly PolicySummary[], sort: PolicySort): readonly PolicySummary[] {
  const sign = sort.descending ? -1 : 1;
  return [...policies].sort((a, b) => {
    const left = valueOf(a, sort.key);
    const right = valueOf(b, sort.key);
    if (left === null || right === null)
      return Number(left === null) - Number(right === null) || a.name.localeCompare(b.name);
    const order =
      typeof left === "number" && typeof right === "number"
        ? left - right
        : String(left).localeCompare(String(right), undefined, { numeric: true });
    return sign * order || a.id.localeCompare(b.id);
  });
}

/** What a click on a column's head makes of the order. */
export function nextPolicySort(sort: PolicySort, key: PolicySortKey): PolicySort {
  if (sort.key === key) return { key, descending: !sort.descending };
  return { key, descending: key === "return" || key === "size" || key === "createdAt" };
}

function valueOf(policy: PolicySummary, key: PolicySortKey): number | string | null {
  switch (key) {
    case "name":
      return policy.name;
    case "algorithm":
      return policy.meta?.algorithm ?? null;
    case "dataset":
      return policy.meta?.dataset.name ?? null;
    case "return":
      return policy.meta?.evaluation?.mean ?? null;
    case "size":
      return policy.bytes;
    case "createdAt":
      return policy.meta?.createdAt ?? null;
  }
}
