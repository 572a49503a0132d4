import { resolve } from "node:path";

/** The Minari dataset that comes with the app, written by the real library: 80 episodes of 1000 steps. */
export const DEMO = resolve(import.meta.dirname, "../../resources/demo/cs285-expert");
