import { createScriptedExpert } from "../../shared/control/scripted-expert.ts";
import type { ScriptedExpertOptions } from "../../shared/control/scripted-expert.ts";
import type { EpisodeActor } from "../../shared/record/record-episode.ts";

const SPEED = 0;
const HEIGHT = 1;

/** The scripted expert as the driver of recorded episodes. FailureError "invalid-input" for speeds it cannot hold. */
export function createScriptedActor(options: Pick<ScriptedExpertOptions, "speed">): EpisodeActor {
  let expert = createScriptedExpert({ ...options, seed: 0 });
  return {
    source: "scripted",
    reset: (seed) => {
      expert = createScriptedExpert({ ...options, seed });
    },
    act: (hopper, { action, intended, intent }) => {
      const command = expert.act(hopper.steps, hopper.observation, action, intended);
      intent[SPEED] = command.speed;
      intent[HEIGHT] = command.trigger;
    },
  };
}
