import { useState } from 'react';
import { useAskRows } from '../../engine/index.ts';
import type { List, Rows } from './use-rows.ts';

/** Most rows that are chosen together: what one action may change before a person has looked again. */
export const mostChosen = 200;

const none: ReadonlySet<string> = new Set();

/** The rows chosen together for one action, by application, so that they stay chosen while the list moves. Another list begins with none. */
export const useSelection = (rows: Rows, list: List) => {
  const name = JSON.stringify(list);
  const [kept, setKept] = useState({ name, chosen: none, from: 0 });
  const ask = useAskRows();
  const chosen = kept.name === name ? kept.chosen : none;
  const from = kept.name === name ? kept.from : 0;
  const keep = (ids: Iterable<string>, anchor: number): void =>
    setKept({ name, chosen: new Set([...ids].slice(0, mostChosen)), from: anchor });
  return {
    chosen,
    clear: (anchor = from): void => keep([], anchor),
    /** Adds a row or takes it out. */
    toggle: (index: number): void => {
      const id = rows.rowAt(index)?.applicationId;
      if (id === undefined) return;
      keep(chosen.has(id) ? [...chosen].filter((other) => other !== id) : [...chosen, id], index);
    },
    /** Chooses every row from the one that was chosen first to this one; those out of sight are asked for. `start`: where to begin if none is chosen yet. */
    upTo: async (index: number, start: number): Promise<void> => {
      const anchor = chosen.size === 0 ? start : from;
      const offset = Math.min(anchor, index);
      const limit = Math.min(Math.abs(anchor - index) + 1, mostChosen);
      const seen = Array.from({ length: limit }, (_, place) => rows.rowAt(offset + place)?.applicationId);
      const ids = seen.every((id) => id !== undefined)
        ? seen
        : (await ask({ ...list, offset, limit })).map(({ applicationId }) => applicationId);
      keep(
        ids.flatMap((id) => id ?? []),
        anchor,
      );
    },
    /** Chooses the first rows of the list, as many as may be. */
    all: async (): Promise<void> =>
      keep(
        (await ask({ ...list, offset: 0, limit: mostChosen })).map(({ applicationId }) => applicationId),
        0,
      ),
  };
};
/** See {@link useSelection}. */
export type Selection = ReturnType<typeof useSelection>;
