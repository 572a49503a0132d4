import { IconBookmarkFilled, IconCircleCheckFilled, IconCircleXFilled, IconStarFilled } from "@tabler/icons-react";
import type { JSX } from "react";
import type { Curation } from "../../../../shared/dataset/curation.ts";
import classes from "./episode-marks.module.css";

/** What people said about an episode: outcome, quality, verdict; below them split and tags, as far as there is room. */
export function EpisodeMarks({ curation }: { readonly curation: Curation }): JSX.Element {
  const { success, rating, verdict, split, tags } = curation;
  const room = split === null ? 2 : 1;
  const hidden = tags.slice(room);
  return (
    <div className={classes.marks}>
      <div className={classes.line}>
        {success !== null && <Outcome success={success} />}
        {rating !== null && (
          <span className={classes.rating} role="img" aria-label={`quality ${rating} of 5`}>
            {Array.from({ length: rating }, (_, star) => (
              <IconStarFilled key={star} size={11} aria-hidden />
            ))}
          </span>
        )}
        {verdict === "keep" && (
          <IconBookmarkFilled size={13} className={classes.kept} role="img" aria-label="kept" aria-hidden={false} />
        )}
      </div>
      <div className={classes.line}>
        {split !== null && (
          <span className={classes.split} data-split={split}>
            {split}
          </span>
        )}
        {tags.slice(0, room).map((tag) => (
          <span key={tag} className={classes.tag} title={tag}>
            {tag}
          </span>
        ))}
        {hidden.length > 0 && (
          <span className={classes.more} title={hidden.join(", ")}>
            +{hidden.length}
          </span>
        )}
      </div>
    </div>
  );
}

function Outcome({ success }: { readonly success: boolean }): JSX.Element {
  const Icon = success ? IconCircleCheckFilled : IconCircleXFilled;
  return (
    <Icon
      size={15}
      className={success ? classes.success : classes.failure}
      role="img"
      aria-label={success ? "success" : "failure"}
    />
  );
}
