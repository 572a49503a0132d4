/** Where the page is; every place has an address of its own, so that it can be linked, reloaded and gone back to. */
export type Route =
  /** `policy`: the one to drive, chosen on the way there */
  | { readonly screen: "drive"; readonly policy?: string }
  | { readonly screen: "library"; readonly dataset: string | null; readonly episode: string | null }
  | { readonly screen: "train"; readonly job: string | null; readonly dataset: string | null }
  | {
      readonly screen: "policies";
      readonly policy: string | null;
      readonly watch: boolean;
      /** ids of those that are compared; none: the table */
      readonly compare?: readonly string[];
    }
  /** `wizard`: the controller set-up, and where it was asked for; `measure`: the pad whose sticks are measured at once */
  | { readonly screen: "settings"; readonly wizard: "settings" | "drive" | null; readonly measure?: string };

export type ScreenName = Route["screen"];

/** In the order of the navigation and of the keys 1–5. */
export const SCREENS: readonly ScreenName[] = ["drive", "library", "train", "policies", "settings"];

/** The route of a location hash such as `#/library/demo`; anything unknown is Drive. */
export function parseRoute(hash: string): Route {
  const [path = "", query = ""] = hash.replace(/^#\/?/, "").split("?");
  const parts = path.split("/").map(decode);
  const second = parts[1] === undefined || parts[1] === "" ? null : parts[1];
  switch (parts[0]) {
    case "library":
      return { screen: "library", dataset: second, episode: second !== null && parts[2] ? parts[2] : null };
    case "train":
      return { screen: "train", job: second, dataset: new URLSearchParams(query).get("dataset") };
    case "policies":
      return { screen: "policies", policy: second, watch: second !== null && parts[2] === "watch", ...compared(query) };
    case "settings":
      return second === "controller" ? wizardRoute(new URLSearchParams(query)) : { screen: "settings", wizard: null };
    default: {
      const policy = parts[0] === "drive" ? new URLSearchParams(query).get("policy") : null;
      return { screen: "drive", ...(policy !== null && policy !== "" && { policy }) };
    }
  }
}

/** The hash of a route: the inverse of `parseRoute`. */
export function formatRoute(route: Route): string {
  switch (route.screen) {
    case "library":
      return join("library", route.dataset, route.dataset === null ? null : route.episode);
    case "train":
      return `${join("train", route.job)}${route.dataset === null ? "" : `?dataset=${encodeURIComponent(route.dataset)}`}`;
    case "policies":
      return `${join("policies", route.policy, route.policy !== null && route.watch ? "watch" : null)}${
        route.compare === undefined ? "" : `?compare=${route.compare.map(encodeURIComponent).join(",")}`
      }`;
    case "settings":
      if (route.wizard === null) return join("settings");
      return `${join("settings", "controller")}${wizardQuery(route.wizard, route.measure)}`;
    case "drive":
      return `${join("drive")}${route.policy === undefined ? "" : `?policy=${encodeURIComponent(route.policy)}`}`;
  }
}

/** True where a 3D scene fills the window and the keyboard belongs to it. */
export function isImmersive(route: Route): boolean {
  if (route.screen === "drive") return true;
  if (route.screen === "library") return route.episode !== null;
  return route.screen === "policies" && route.watch;
}

/** The first route of a screen. */
export function routeOf(screen: ScreenName): Route {
  return parseRoute(`#/${screen}`);
}

function wizardRoute(query: URLSearchParams): Route {
  const measure = query.get("measure");
  return {
    screen: "settings",
    wizard: query.get("from") === "drive" ? "drive" : "settings",
    ...(measure !== null && measure !== "" && { measure }),
  };
}

function wizardQuery(from: "settings" | "drive", measure: string | undefined): string {
  const parts = [
    ...(from === "drive" ? ["from=drive"] : []),
    ...(measure === undefined ? [] : [`measure=${encodeURIComponent(measure)}`]),
  ];
  return parts.length === 0 ? "" : `?${parts.join("&")}`;
}

function compared(query: string): { readonly compare?: readonly string[] } {
  const ids = /(?:^|&)compare=([^&]*)/.exec(query)?.[1]?.split(",").filter(Boolean) ?? [];
  return ids.length === 0 ? {} : { compare: ids.map(decode) };
}

function join(...parts: readonly (string | null)[]): string {
  return `#/${parts
    .filter((part) => part !== null)
    .map((part) => encodeURIComponent(part))
    .join("/")}`;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
