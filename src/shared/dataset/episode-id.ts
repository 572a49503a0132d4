import { z } from "zod";

/** Crockford base32, 26 characters. Episode ids never change and are never reused. */
export const episodeIdSchema = z.string().regex(/^[0-9A-HJKMNP-TV-Z]{26}$/);
