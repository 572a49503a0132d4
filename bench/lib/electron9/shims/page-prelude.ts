import "core-js/stable";
import { installGlobals } from "./globals.ts";

/** Runs before the page and before each of its workers. */
installGlobals();
