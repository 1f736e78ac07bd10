import { useEffect } from 'react';
import { usualProtection } from '../../../shared/domain/policy.ts';
import { copiedText, useRules } from '../../engine/index.ts';

/** Has whatever is copied out of the page taken from the clipboard again, after the policy's seconds (`policy.protection`) and at once when the desk is left. */
export const useClearedCopies = (): void => {
  const { clearClipboardSeconds } = useRules().data?.policy.protection ?? usualProtection;
  useEffect(() => {
    // The event comes before the text is on the clipboard.
    const copied = (): void => void setTimeout(() => copiedText(clearClipboardSeconds));
    for (const kind of ['copy', 'cut'] as const) document.addEventListener(kind, copied);
    return () => {
      for (const kind of ['copy', 'cut'] as const) document.removeEventListener(kind, copied);
    };
  }, [clearClipboardSeconds]);
  useEffect(() => () => copiedText(0), []);
};
