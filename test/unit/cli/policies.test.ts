import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { findPolicyFile, loadPolicyBytes } from "../../../src/cli/policies.ts";
import { openPolicyStore, readPolicyFile } from "../../../src/node/policies/policy-store.ts";
import { encodePolicy } from "../../../src/shared/policy/policy-file.ts";
import { buildPolicy } from "../../builders/policy.ts";
import { expectFailure, scratch } from "../node/datasets/store-fixture.ts";

it("a folder is no policy, and does not hide one of the home", async () => {
  const home = scratch();
  const folder = join(home, "policies");
  await expectFailure(loadPolicyBytes(home, home), "not-found");
  await expectFailure(readPolicyFile(home), "invalid-file");
  const store = await openPolicyStore(home);
  writeFileSync(store.pathOf("hop"), encodePolicy(buildPolicy()));
  const named = join(scratch(), "hop");
  mkdirSync(named);
  await expectFailure(findPolicyFile(home, named), "not-found");
  expect(await findPolicyFile(home, "hop")).toBe(join(folder, "hop.safetensors"));
});
