import { useState } from 'react';
import type { QueueQuery, QueueRow } from '../../../shared/domain/queue.ts';
import { useQueuePage, useQueuePages } from '../../engine/index.ts';

/** Rows asked for at once: what is in sight on a screen of 1,080 lines, with those beyond its edges that are drawn too. A page of a search costs by the row. */
const pageSize = 40;

/** The list that is shown. */
export type List = Omit<QueueQuery, 'offset' | 'limit'>;

/** The rows of a list, fetched page by page as they come into sight. */
export const useRows = (list: List) => {
  const [seen, setSeen] = useState({ from: 0, until: pageSize });
  const first = useQueuePage({ ...list, offset: 0, limit: pageSize });
  const total = first.data?.total ?? 0;
  const pages: number[] = [];
  for (let page = Math.max(1, Math.floor(seen.from / pageSize)); page * pageSize < Math.min(seen.until, total); page += 1) pages.push(page);
  const further = useQueuePages(pages.map((page) => ({ ...list, offset: page * pageSize, limit: pageSize })));
  const rowAt = (index: number): QueueRow | undefined => {
    const page = Math.floor(index / pageSize);
    const rows = page === 0 ? first.data?.rows : further[pages.indexOf(page)]?.data?.rows;
    return rows?.[index - page * pageSize];
  };
  const see = (from: number, until: number): void => {
    const next = { from: Math.floor(from / pageSize) * pageSize, until: Math.ceil((until + 1) / pageSize) * pageSize };
    if (next.from !== seen.from || next.until !== seen.until) setSeen(next);
  };
  return {
    total,
    rowAt,
    see,
    /** Nothing is known yet. */
    loading: first.data === undefined && first.error === null,
    /** What is shown belongs to the list before. */
    stale: first.isPlaceholderData,
    error: first.data === undefined ? first.error : null,
    again: () => void first.refetch(),
    /** Where an application stands among the rows that are here; -1 if it is none of them. */
    placeOf: (applicationId: string | undefined): number => {
      const here = [{ page: 0, rows: first.data?.rows }, ...further.map(({ data }, at) => ({ page: pages[at] ?? 0, rows: data?.rows }))];
      for (const { page, rows } of here) {
        const place = rows?.findIndex((row) => row.applicationId === applicationId) ?? -1;
        if (place >= 0) return page * pageSize + place;
      }
      return -1;
    },
    /** Changes whenever other rows are here. */
    version: [first, ...further].map(({ dataUpdatedAt }) => dataUpdatedAt).join(),
  };
};
/** See {@link useRows}. */
export type Rows = ReturnType<typeof useRows>;
