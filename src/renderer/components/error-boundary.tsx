import { Component } from "react";
import type { JSX, ReactNode } from "react";
import { toFailure } from "../../shared/base/failure.ts";
import type { Failure } from "../../shared/base/failure.ts";
import { FailureNote } from "./failure-note.tsx";

interface ErrorBoundaryProps {
  /** a new key gives the screen another try */
  readonly resetKey: string;
  readonly children: ReactNode;
}

interface ErrorBoundaryState {
  readonly failure: Failure | null;
  readonly resetKey: string;
}

/** Keeps a screen's bug inside the screen: the navigation and the jobs stay usable. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, ErrorBoundaryState> {
  override state: ErrorBoundaryState = { failure: null, resetKey: this.props.resetKey };

  static getDerivedStateFromError(thrown: unknown): Partial<ErrorBoundaryState> {
    return { failure: toFailure(thrown) };
  }

  static getDerivedStateFromProps(
    props: ErrorBoundaryProps,
    state: ErrorBoundaryState,
  ): Partial<ErrorBoundaryState> | null {
    return props.resetKey === state.resetKey ? null : { failure: null, resetKey: props.resetKey };
  }

  override render(): ReactNode {
    if (this.state.failure === null) return this.props.children;
    return this.note(this.state.failure);
  }

  private note(failure: Failure): JSX.Element {
    return (
      <div style={{ padding: 28 }}>
        <FailureNote failure={failure} onRetry={() => this.setState({ failure: null })} />
      </div>
    );
  }
}
