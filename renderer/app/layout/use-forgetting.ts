import { useEffect } from 'react';
import { forgetSearch } from '../../screens/queue/index.ts';
import { forgetSearches } from '../routes/index.ts';

/** Forgets what was searched when the desk goes away, which it does when the vault locks: a name or a number must not stay in the page's memory behind the lock. */
export const useForgetting = (): void =>
  useEffect(
    () => () => {
      forgetSearches();
      forgetSearch();
    },
    [],
  );
