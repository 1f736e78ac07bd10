import type { ReactNode } from 'react';
import './mark.css';

/** What a mark says by its colour; its icon and word say the same. */
export type Tone = 'fail' | 'warn' | 'pass' | 'info' | 'neutral';

/** A word on a tinted ground with an icon before it. `quiet` leaves the ground out, for dense tables. */
export const Mark = ({
  tone,
  icon,
  quiet = false,
  title,
  children,
}: {
  tone: Tone;
  icon?: ReactNode;
  quiet?: boolean;
  title?: string;
  children: ReactNode;
}) => (
  <span className={`mark mark-${tone}${quiet ? ' mark-quiet' : ''}`} title={title}>
    {icon === undefined ? null : (
      <span className="mark-icon" aria-hidden="true">
        {icon}
      </span>
    )}
    <span className="mark-word">{children}</span>
  </span>
);
