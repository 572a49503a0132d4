import { describe, expect, it } from "vitest";
import { FailureError } from "../../../src/shared/base/failure.ts";
import { UNTOUCHED } from "../../../src/shared/dataset/curation.ts";
import { parseEpisodeFilter } from "../../../src/shared/dataset/episode-filter.ts";
import { sampleEpisode } from "../../fakes/sample-host.ts";

const episode = sampleEpisode(1, {
  name: "Long hop",
  steps: 500,
  return: 1234.5,
  source: "human",
  operator: null,
  curation: { ...UNTOUCHED, tags: ["good", "fast"], rating: 4, success: true },
});

describe("a filter of episodes", () => {
  it.each([
    ["return<2000", true],
    ["return<1234.5", false],
    ["return<=1234.5", true],
    ["steps>=500", true],
    ["steps>500", false],
    ["steps=500", true],
    ["steps!=500", false],
    ["steps > 1e2", true],
    ["return>-5", true],
    ["source=human", true],
    ["source=HUMAN", true],
    ["source!=human", false],
    ["name=long hop", true],
    ["tag=good", true],
    ["tag=bad", false],
    ["tag!=good", false],
    ["tag=none", false],
    ["rating=4", true],
    ["rating>=3,tag=fast", true],
    ["rating>=3,tag=slow", false],
    ["success=yes", true],
    ["success!=no", true],
    ["split=none", true],
    ["operator=none", true],
    ["verdict=none", true],
    ["used=yes", true],
    [" steps >= 10 , return > 0 ", true],
  ])("%s: %s", (text, holds) => {
    expect(parseEpisodeFilter(text)(episode)).toBe(holds);
  });

  it("takes what nobody said for neither less nor more", () => {
    const untouched = { ...episode, curation: UNTOUCHED };
    for (const text of ["rating<6", "rating>=0", "rating=3"]) expect(parseEpisodeFilter(text)(untouched)).toBe(false);
    for (const text of ["rating=none", "rating!=3", "success=none", "tag=none"])
      expect(parseEpisodeFilter(text)(untouched)).toBe(true);
  });

  it.each(["", ",", "return", "return<", "<5", "return<much", "rating<none", "speed>1", "toString=1", "source<human"])(
    "refuses %j and says what it takes",
    (text) => {
      expect(() => parseEpisodeFilter(text)).toThrow(FailureError);
      expect(() => parseEpisodeFilter(`steps>1,${text}`)).toThrow(FailureError);
    },
  );
});
