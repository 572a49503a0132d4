import { Anchor } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useEffect } from "react";
import { padName } from "../../input/glyphs.ts";
import { formatRoute } from "../../state/route.ts";
import classes from "./notice.module.css";

const ID = "unknown-pad";

/** Offers the set-up when a pad of unknown layout begins to drive; null: the pad is known, or there is none. */
export function useUnknownPadOffer(padId: string | null): void {
  useEffect(() => {
    if (padId === null) return undefined;
    notifications.show({
      id: ID,
      position: "top-right",
      className: classes.notice ?? "",
      color: "yellow",
      title: `The layout of ${padName(padId)} is not known`,
      message: (
        <>
          Its sticks and buttons may be elsewhere.{" "}
          <Anchor href={formatRoute({ screen: "settings", wizard: "drive" })} size="sm">
            Set it up
          </Anchor>
        </>
      ),
      autoClose: 8000,
    });
    return () => void notifications.hide(ID);
  }, [padId]);
}
