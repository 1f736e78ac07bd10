/**
 * How the program looks: its colours in both themes, Ant Design tuned to them, zoom and motion.
 * Promises AA contrast in both themes and that nothing moves for people who asked for less motion.
 * Called by the providers alone.
 */
import './tokens.css';
import { useLayoutEffect, useSyncExternalStore } from 'react';
import type { Settings } from '../../../shared/domain/settings.ts';
import type { Look } from './theme.ts';

export { type Look, themeFor } from './theme.ts';

const useMedia = (query: string): boolean =>
  useSyncExternalStore(
    (listener) => {
      const media = window.matchMedia(query);
      media.addEventListener('change', listener);
      return () => media.removeEventListener('change', listener);
    },
    () => window.matchMedia(query).matches,
  );

/** Whether things may move. */
export const useMotion = (): boolean => !useMedia('(prefers-reduced-motion: reduce)');

/** The look that the setting asks for; `system` follows the machine. */
export const useLook = (theme: Settings['theme']): Look => {
  const systemDark = useMedia('(prefers-color-scheme: dark)');
  const look = theme === 'system' ? (systemDark ? 'dark' : 'light') : theme;
  useLayoutEffect(() => {
    document.documentElement.dataset.theme = look;
  }, [look]);
  return look;
};

/** The nonce that the page was served with, by which run-time style sheets are let in. */
export const styleNonce = (): string =>
  document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? document.querySelector('script')?.nonce ?? '';
