import type { ReactNode } from 'react';
import './facts.css';
import './screen-frame.css';

/** A screen's heading with what can be done on the right, and its contents below, scrolling by themselves unless `fixed`; `wide` ones use all of a large screen. */
export const ScreenFrame = ({
  title,
  detail,
  actions,
  fixed = false,
  wide = false,
  children,
}: {
  title: string;
  detail?: ReactNode;
  actions?: ReactNode;
  fixed?: boolean;
  wide?: boolean;
  children: ReactNode;
}) => (
  <div className="screen-frame">
    <header className="screen-frame-head">
      <div className="screen-frame-words">
        <h1>{title}</h1>
        {detail === undefined ? null : <p>{detail}</p>}
      </div>
      {actions === undefined ? null : <div className="screen-frame-actions">{actions}</div>}
    </header>
    <div className={fixed ? 'screen-frame-fixed' : `screen-frame-body${wide ? ' screen-frame-wide' : ''}`}>{children}</div>
  </div>
);

/** A titled group of things on a screen. */
export const Section = ({
  title,
  detail,
  actions,
  children,
}: {
  title: string;
  detail?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}) => (
  <section className="section" aria-label={title}>
    <header className="section-head">
      <h2>{title}</h2>
      {detail === undefined ? null : <p>{detail}</p>}
      {actions === undefined ? null : <div className="section-actions">{actions}</div>}
    </header>
    {children}
  </section>
);
