import { notifications } from "@mantine/notifications";
import type { Failure } from "../../shared/base/failure.ts";

/** Shows a failure that has no place of its own on the screen. */
export function notifyFailure(failure: Failure): void {
  notifications.show({
    color: "red",
    title: failure.message,
    message: failure.remedy,
    autoClose: 12_000,
    withBorder: true,
  });
}
