import { z } from "zod";
import { MAX_PAD_AXES, MAX_PAD_BUTTONS, STANDARD_AXES, STANDARD_BUTTONS } from "../control/pad-profile.ts";

const axisIndex = z
  .number()
  .int()
  .min(0)
  .max(MAX_PAD_AXES - 1);
const axisValue = z.number().min(-4).max(4);

const buttonBinding = z.discriminatedUnion("from", [
  z.object({
    from: z.literal("button"),
    index: z
      .number()
      .int()
      .min(0)
      .max(MAX_PAD_BUTTONS - 1),
  }),
  z.object({ from: z.literal("axis"), index: axisIndex, rest: axisValue, pressed: axisValue }),
  z.object({ from: z.literal("hat"), index: axisIndex, at: axisValue }),
]);

/** How a pad's own axes and buttons become those of the standard layout; units as in AxisBinding and ButtonBinding. */
export const padLayoutSchema = z.object({
  axes: z
    .array(z.object({ axis: axisIndex, invert: z.boolean() }))
    .length(STANDARD_AXES)
    .describe("left stick x, y, right stick x, y"),
  buttons: z.array(buttonBinding.nullable()).length(STANDARD_BUTTONS).describe("buttons of the standard layout"),
});
export type PadLayout = z.infer<typeof padLayoutSchema>;

/**
 * How an episode's input device was read: with `layout` a pad's reading becomes the stored `pad_axes` and `pad_buttons`
 * (null: it comes in the standard layout), and with dead zone and curve those become what the control law is given, as
 * `shapeStick` does.
 */
export const inputControlsSchema = z.object({
  /** radius of a stick's rest, share of its travel */
  deadZone: z.number().min(0).max(1),
  /** 0: even; 1: cubic */
  expo: z.number().min(0).max(1),
  layout: padLayoutSchema.nullable(),
});
export type InputControls = z.infer<typeof inputControlsSchema>;
