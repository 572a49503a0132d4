import { IconCheck, IconStar, IconStarFilled, IconX } from "@tabler/icons-react";
import { UnstyledButton } from "@mantine/core";
import type { JSX } from "react";
import type { Marks } from "../../drive/recording-desk.ts";
import classes from "./mark-control.module.css";

interface MarkControlProps {
  readonly marks: Marks;
  readonly onMark: (marks: Marks) => void;
}

const RATINGS = [1, 2, 3, 4, 5];

/** Success or failure, and one to five stars; pressing what is set takes it back. */
export function MarkControl({ marks, onMark }: MarkControlProps): JSX.Element {
  const { success, rating } = marks;
  const say = (value: boolean): void => onMark({ ...marks, success: success === value ? null : value });
  return (
    <div
      className={classes.marks}
      role="group"
      aria-label="Marks"
      data-testid="marks"
      data-success={String(success)}
      data-rating={String(rating)}
    >
      <UnstyledButton
        className={classes.mark}
        data-kind="success"
        aria-pressed={success === true}
        onClick={() => say(true)}
      >
        <IconCheck size={16} stroke={2.4} /> Success
      </UnstyledButton>
      <UnstyledButton
        className={classes.mark}
        data-kind="failure"
        aria-pressed={success === false}
        onClick={() => say(false)}
      >
        <IconX size={16} stroke={2.4} /> Failure
      </UnstyledButton>
      <span className={classes.stars}>
        {RATINGS.map((star) => (
          <UnstyledButton
            key={star}
            className={classes.star}
            aria-label={`Rate ${star} of 5`}
            aria-pressed={rating === star}
            onClick={() => onMark({ ...marks, rating: rating === star ? null : star })}
          >
            {star <= (rating ?? 0) ? <IconStarFilled size={18} /> : <IconStar size={18} />}
          </UnstyledButton>
        ))}
      </span>
    </div>
  );
}

/** What is said of the episode, small; nothing where nothing is said. */
export function MarkBadge({ marks: { success, rating } }: { readonly marks: Marks }): JSX.Element | null {
  if (success === null && rating === null) return null;
  return (
    <span className={classes.badge} data-testid="mark-badge">
      {success !== null && (
        <span data-kind={success ? "success" : "failure"}>
          {success ? <IconCheck size={16} stroke={2.6} /> : <IconX size={16} stroke={2.6} />}
          <b className={classes.word}>{success ? "Success" : "Failure"}</b>
        </span>
      )}
      {rating !== null && (
        <span aria-label={`Rated ${rating} of 5`}>
          <IconStarFilled size={14} /> {rating}
        </span>
      )}
    </span>
  );
}
