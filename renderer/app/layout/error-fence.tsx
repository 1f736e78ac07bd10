import { Component, type ReactNode } from 'react';
import { failureOf } from '../../engine/index.ts';
import { FailureNotice } from '../../parts/index.ts';

/** Keeps a fault of one screen from taking the window down; the person reads a sentence and can go on. */
export class ErrorFence extends Component<{ children: ReactNode }, { caught: unknown }> {
  override state: { caught: unknown } = { caught: undefined };

  static getDerivedStateFromError(caught: unknown): { caught: unknown } {
    return { caught };
  }

  override render(): ReactNode {
    if (this.state.caught === undefined) return this.props.children;
    return (
      <div className="gate-failure">
        <FailureNotice failure={{ ...failureOf(this.state.caught), retry: 'later' }} onRetry={() => this.setState({ caught: undefined })} />
      </div>
    );
  }
}
