import { type ReactNode, useEffect, useRef } from 'react';
import './row-list.css';

/** A list of things of which one is chosen, one a row ({@link ListRow}). What is chosen by key is brought into sight. */
export const RowList = ({
  label,
  chosen,
  className = '',
  children,
}: {
  label: string;
  chosen: string | undefined;
  className?: string;
  children: ReactNode;
}) => {
  const list = useRef<HTMLUListElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: looked for whenever another one is chosen
  useEffect(() => {
    const current = list.current?.querySelector<HTMLElement>('[aria-current="true"]');
    current?.scrollIntoView({ block: 'nearest' });
    // The focus goes along where it is in the list, so that it never stays on another row than the one shown.
    if (list.current?.contains(document.activeElement)) current?.focus({ preventScroll: true });
  }, [chosen]);
  return (
    <ul ref={list} className={`row-list ${className}`} aria-label={label}>
      {children}
    </ul>
  );
};

/** One row: a button as wide as the list, marked while it is the chosen one. `names` tell what it stands for. */
export const ListRow = ({
  current,
  names,
  className = '',
  onChoose,
  children,
}: {
  current: boolean;
  names: Readonly<Record<`data-${string}`, string>>;
  className?: string;
  onChoose: () => void;
  children: ReactNode;
}) => (
  <li>
    <button type="button" className={`list-row ${className}`} {...names} aria-current={current} onClick={onChoose}>
      {children}
    </button>
  </li>
);
