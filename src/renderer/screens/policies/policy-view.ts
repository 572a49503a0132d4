import type { PolicySummary } from "../../../shared/policy/policy-meta.ts";

/** Columns the policies can be sorted by. */
export type PolicySortKey =
  | "name"
  | "algorithm"
  | "dataset"
  | "loss"
  | "heldOut"
  | "return"
  | "falls"
  | "seconds"
  | "createdAt";

export interface PolicySort {
  readonly key: PolicySortKey;
  readonly descending: boolean;
}

/** Those whose name, algorithm, dataset, id or hyperparameters hold every word. */
export function filterPolicies(policies: readonly PolicySummary[], text: string): readonly PolicySummary[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return policies;
  return policies.filter((policy) => {
    const said = wordsOf(policy).toLowerCase();
    return words.every((word) => said.includes(word));
  });
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

/** What a click on a column's head makes of the order: the best first. */
export function nextPolicySort(sort: PolicySort, key: PolicySortKey): PolicySort {
  if (sort.key === key) return { key, descending: !sort.descending };
  return { key, descending: key === "return" || key === "createdAt" };
}

function wordsOf({ id, name, meta }: PolicySummary): string {
  if (meta === null) return `${id} ${name}`;
  const settings = Object.entries(meta.hyperparameters).map(([key, value]) => `${key}=${String(value)}`);
  return [id, name, meta.algorithm, meta.dataset.name, ...settings].join(" ");
}

function valueOf({ name, meta }: PolicySummary, key: PolicySortKey): number | string | null {
  switch (key) {
    case "name":
      return name;
    case "algorithm":
      return meta?.algorithm ?? null;
    case "dataset":
      return meta?.dataset.name ?? null;
    case "loss":
      return meta?.training.finalLoss ?? null;
    case "heldOut":
      return meta?.training.validationLoss ?? null;
    case "return":
      return meta?.evaluation?.mean ?? null;
    case "falls":
      return meta?.evaluation?.fallRate ?? null;
    case "seconds":
      return meta?.training.seconds ?? null;
    case "createdAt":
      return meta?.createdAt ?? null;
  }
}
