import { Center, Loader } from "@mantine/core";
import { Suspense, lazy } from "react";
import type { JSX } from "react";
import { assertNever } from "../../shared/base/assert-never.ts";
import { ErrorBoundary } from "../components/error-boundary.tsx";
import { formatRoute } from "../state/route.ts";
import type { Route } from "../state/route.ts";
import { navigate } from "../state/use-route.ts";

/** Each screen is a chunk of its own: three.js and the chart come only with the screens that draw with them. */
const DriveScreen = lazy(async () => ({ default: (await import("../screens/drive/drive-screen.tsx")).DriveScreen }));
const ReplayScreen = lazy(async () => ({
  default: (await import("../screens/replay/replay-screen.tsx")).ReplayScreen,
}));
const LibraryScreen = lazy(async () => ({
  default: (await import("../screens/library/library-screen.tsx")).LibraryScreen,
}));
const TrainScreen = lazy(async () => ({ default: (await import("../screens/train/train-screen.tsx")).TrainScreen }));
const PoliciesScreen = lazy(async () => ({
  default: (await import("../screens/policies/policies-screen.tsx")).PoliciesScreen,
}));
const ControllerScreen = lazy(async () => ({
  default: (await import("../screens/controller/controller-screen.tsx")).ControllerScreen,
}));
const SettingsScreen = lazy(async () => ({
  default: (await import("../screens/settings/settings-screen.tsx")).SettingsScreen,
}));

/** The screen of a route. */
export function Screens({ route }: { readonly route: Route }): JSX.Element {
  return (
    <ErrorBoundary resetKey={formatRoute(route)}>
      <Suspense fallback={<ScreenLoading />}>
        <Screen route={route} />
      </Suspense>
    </ErrorBoundary>
  );
}

function Screen({ route }: { readonly route: Route }): JSX.Element {
  switch (route.screen) {
    case "drive":
      return <DriveScreen {...(route.policy !== undefined && { policy: route.policy })} />;
    case "library": {
      const { dataset, episode } = route;
      if (dataset === null || episode === null) return <LibraryScreen dataset={dataset} />;
      return (
        <ReplayScreen
          key={episode}
          target={{ kind: "episode", dataset, episode }}
          onClose={() => navigate({ screen: "library", dataset, episode: null })}
        />
      );
    }
    case "train":
      return <TrainScreen job={route.job} dataset={route.dataset} />;
    case "policies": {
      const { policy, compare } = route;
      if (policy === null || !route.watch) return <PoliciesScreen policy={policy} {...(compare && { compare })} />;
      return (
        <ReplayScreen
          key={policy}
          target={{ kind: "policy", policy }}
          onClose={() => navigate({ screen: "policies", policy, watch: false })}
        />
      );
    }
    case "settings":
      return route.wizard === null ? (
        <SettingsScreen />
      ) : (
        <ControllerScreen from={route.wizard} measure={route.measure ?? null} />
      );
    default:
      return assertNever(route);
  }
}

function ScreenLoading(): JSX.Element {
  return (
    <Center h="100%" role="status" aria-label="Loading the screen">
      <Loader size="sm" />
    </Center>
  );
}
