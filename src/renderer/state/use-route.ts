import { useMemo, useSyncExternalStore } from "react";
import { formatRoute, parseRoute } from "./route.ts";
import type { Route } from "./route.ts";

/** The current route; the address bar is its only store. */
export function useRoute(): Route {
  const hash = useSyncExternalStore(subscribe, () => window.location.hash);
  return useMemo(() => parseRoute(hash), [hash]);
}

/** Goes there; `replace` leaves no step to go back to. */
export function navigate(route: Route, options: { readonly replace?: boolean } = {}): void {
  const hash = formatRoute(route);
  if (hash === window.location.hash) return;
  if (options.replace === true) window.location.replace(hash);
  else window.location.hash = hash;
}

function subscribe(listener: () => void): () => void {
  window.addEventListener("hashchange", listener);
  return () => window.removeEventListener("hashchange", listener);
}
