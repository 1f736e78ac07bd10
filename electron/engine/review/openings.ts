import { entryNow } from './audit.ts';
import type { ReviewParts } from './parts.ts';

/** What somebody opens to look at. */
type Opened = 'application.opened' | 'request.opened' | 'conflict.opened' | 'second_look.opened';

/**
 * Puts on record what was opened. A page asks for what it shows more than once, whenever something of it changed: that is the same opening until something else is opened, somebody else
 * is signed in, or the desk was locked in between.
 */
export const createOpenings = (parts: ReviewParts): ((action: Opened, subject: string) => void) => {
  let last: string | undefined;
  return (action, subject) => {
    const { reviewer } = parts.store.read.workstation();
    const opening = `${action} ${subject} ${reviewer?.id}`;
    if (opening === last) return;
    parts.store.transaction((write) => write.audit(entryNow(parts, write, { action, subject })));
    last = opening;
  };
};
