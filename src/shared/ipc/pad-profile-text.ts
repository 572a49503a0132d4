import { z } from "zod";
import { FailureError } from "../base/failure.ts";
import type { PadProfile } from "../control/pad-profile.ts";
import { MAX_PAD_ID, padProfileSchema } from "./pad-profiles.ts";

/** A pad's profile and whose it is, to be taken to another machine. */
export interface NamedPadProfile {
  /** the pad's id, under which the profile is kept */
  readonly pad: string;
  readonly profile: PadProfile;
}

/** characters; a profile has about two thousand */
const MAX_TEXT = 65_536;
const FORMAT = "pogo-pad-profile";
const VERSION = 1;

const header = z.object({ format: z.literal(FORMAT), version: z.number().int().min(1) });
const body = z.object({ pad: z.string().min(1).max(MAX_PAD_ID), profile: padProfileSchema });

/** Such a profile as text. */
export function writePadProfile({ pad, profile }: NamedPadProfile): string {
  return `${JSON.stringify({ format: FORMAT, version: VERSION, pad: pad.slice(0, MAX_PAD_ID), profile }, null, 2)}\n`;
}

/** Reads it back; FailureError "invalid-file" where it is none, or is too new. */
export function readPadProfile(text: string): NamedPadProfile {
  const json = text.length > MAX_TEXT ? null : parseJson(text);
  const head = header.safeParse(json);
  if (!head.success)
    throw new FailureError(
      "invalid-file",
      "This is not a controller profile",
      "Copy all of what Settings → Controller → Export shows.",
    );
  if (head.data.version > VERSION)
    throw new FailureError(
      "invalid-file",
      `This profile has version ${head.data.version}; this Pogo reads ${VERSION}`,
      "Set the controller up here, or use the newer Pogo.",
    );
  const read = body.safeParse(json);
  if (read.success) return read.data;
  const where = read.error.issues[0]?.path.join(".") ?? "";
  throw new FailureError(
    "invalid-file",
    `This controller profile is damaged${where === "" ? "" : ` at ${where}`}`,
    "Export it again where it comes from, and copy all of it.",
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
