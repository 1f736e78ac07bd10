import type { ReactNode } from 'react';

/** One setting: what it is on the left, its control on the right. */
export const Choice = ({ label, detail, children }: { label: string; detail: string; children: ReactNode }) => (
  <div className="choice">
    <div className="choice-words">
      <strong>{label}</strong>
      <span>{detail}</span>
    </div>
    {children}
  </div>
);
