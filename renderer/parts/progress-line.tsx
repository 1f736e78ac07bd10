import type { ReactNode } from 'react';
import { useFormat } from '../i18n/index.ts';
import './progress-line.css';

/** Work that moves: its name, how many of how many, further words, and a bar. Without `total` the bar only says that something is going on. */
export const ProgressLine = ({
  label,
  done,
  total,
  detail,
  action,
}: {
  label: string;
  done: number;
  total?: number | undefined;
  detail?: ReactNode;
  action?: ReactNode;
}) => {
  const format = useFormat();
  const share = total === undefined ? undefined : total <= 0 ? 0 : Math.min(1, done / total);
  return (
    <div className="progress-line">
      <div className="progress-line-words">
        <span className="progress-line-label">{label}</span>
        <span className="progress-line-count">
          {format.count(done)}
          {total === undefined ? null : ` / ${format.count(total)}`}
        </span>
        {detail === undefined ? null : <span className="progress-line-detail">{detail}</span>}
        {action}
      </div>
      <progress className="progress-line-bar" aria-label={label} {...(share === undefined ? {} : { value: share, max: 1 })} />
    </div>
  );
};
