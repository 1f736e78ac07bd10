import { type ReactNode, useId } from 'react';
import './labelled.css';

/** A control with its label above and a hint below, tied together for screen readers. */
export const Labelled = ({
  label,
  hint,
  children,
}: {
  label: string;
  hint?: ReactNode;
  children: (names: { id: string; 'aria-describedby'?: string }) => ReactNode;
}) => {
  const id = useId();
  const hintId = `${id}-hint`;
  return (
    <div className="labelled">
      <label htmlFor={id}>{label}</label>
      {children(hint === undefined ? { id } : { id, 'aria-describedby': hintId })}
      {hint === undefined ? null : (
        <div id={hintId} className="labelled-hint">
          {hint}
        </div>
      )}
    </div>
  );
};
