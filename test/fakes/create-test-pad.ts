import { installScriptedPad } from "../../bench/lib/scripted-pad.ts";
import type { ScriptedPad } from "../../bench/lib/scripted-pad.ts";

/** The scripted pad in the window of this test, unplugged at first. */
export function createTestPad(): ScriptedPad {
  installScriptedPad();
  const { __pad: pad } = window;
  return pad;
}
