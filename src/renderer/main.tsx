import "./app/configure-zod.ts";
import "@mantine/core/styles.css";
import "@mantine/notifications/styles.css";
import "./theme/inter.css";
import "./theme/global.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app/app.tsx";
import { createBridge } from "./bridge/create-bridge.ts";
import { createAppState } from "./state/app-state.ts";

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no #root");

const bridge = createBridge();
const state = createAppState(bridge);
void state.refresh();

createRoot(root).render(
  <StrictMode>
    <App bridge={bridge} state={state} />
  </StrictMode>,
);
