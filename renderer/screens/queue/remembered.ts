import { useEffect, useRef, useState } from 'react';
import type { QueueLook } from '../../../shared/domain/queue.ts';
import { useChangeSettings, useSettings } from '../../engine/index.ts';

const usual: QueueLook = { view: 'mine', order: { by: 'due', descending: false }, widths: {} };

/** How long a width rests before it is written down, ms: it is dragged through many values. */
const rest = 500;

/** How the table is looked at; it comes back after a restart. The second value changes it at once and writes it down a little later. */
export const useLook = (): [QueueLook, (part: Partial<QueueLook>) => void] => {
  const kept = useSettings().queue ?? usual;
  const [own, setOwn] = useState<QueueLook | undefined>();
  const { mutate } = useChangeSettings();
  const written = useRef(own);
  useEffect(() => {
    if (own === undefined || own === written.current) return;
    const write = (): void => {
      written.current = own;
      mutate({ queue: own });
    };
    // Only a width passes through many values; what was chosen is written at once.
    const timer = setTimeout(write, own.widths === (written.current?.widths ?? kept.widths) ? 0 : rest);
    return () => clearTimeout(timer);
  }, [own, kept.widths, mutate]);
  // Whoever leaves the screen before the change has rested takes it along.
  const last = useRef(own);
  last.current = own;
  useEffect(
    () => () => {
      if (last.current !== undefined && last.current !== written.current) mutate({ queue: last.current });
    },
    [mutate],
  );
  const look = own ?? kept;
  return [look, (part) => setOwn({ ...look, ...part })];
};

/** Where the person was in the table, and what was searched when reviewing began; held in memory only, since it names an application. */
export const whereabouts: { applicationId: string | undefined; index: number; scroll: number; search: string } = {
  applicationId: undefined,
  index: 0,
  scroll: 0,
  search: '',
};

/** Forgets what was searched: locked, the page knows no name and no number. */
export const forgetSearch = (): void => {
  whereabouts.search = '';
};
