import { useEffect, useState } from 'react';
import type { VaultState } from '../../../shared/domain/settings.ts';
import { useNow } from '../../parts/index.ts';

/** Seconds left until another passphrase may be tried, counted from when the engine said so. */
export const useWait = (vault: VaultState): number => {
  const now = useNow(1_000);
  const [until, setUntil] = useState(0);
  useEffect(() => setUntil(vault.waitSeconds === 0 ? 0 : Date.now() + vault.waitSeconds * 1_000), [vault]);
  return Math.max(0, Math.ceil((until - now) / 1_000));
};
