import { entryNow } from './audit.ts';
import type { ReviewParts } from './parts.ts';

/** What somebody opens to look at. */
type Opened = 'application.opened' | 'request.opened' | 'conflict.opened' | 'second_look.opened';

/** Who looks at what, as it is put on record. */
export type Openings = {
  /**
   * Puts on record what was opened; `about`: the application whose data and photos it shows, where that is another thing. A page asks for what it shows more than once, whenever something
   * of it changed: that is the same opening until something else is opened, somebody else is signed in, or the desk was locked in between.
   */
  open(action: Opened, subject: string, about?: string): void;
  /** An application's form was asked for: its photos are its own, whether it is opened now or made ready as the next one. */
  expect(applicationId: string): void;
  /** A whole photo is about to be shown. One of an application that is neither open nor made ready is put on record, once for each application and opening. */
  photo(sha256: string): void;
};

/** Begins with nothing opened, as after locking. */
export const createOpenings = (parts: ReviewParts): Openings => {
  const { store } = parts;
  let last: string | undefined;
  /** Applications whose photos are part of an opening that is on record, or will be one: asked for since the last opening, and before it. */
  let [recent, earlier] = [new Set<string>(), new Set<string>()];
  let alone = new Set<string>();

  const record = (action: Opened | 'photo.opened', subject: string, about?: string): void => {
    // A request is found under its own number, a decision under that of its application.
    const details = about === undefined || about === subject || action === 'request.opened' ? {} : { details: { of: about } };
    store.transaction((write) => write.audit(entryNow(parts, write, { action, subject, ...details })));
  };

  return {
    open: (action, subject, about = subject) => {
      const { reviewer } = store.read.workstation();
      const opening = `${action} ${subject} ${reviewer?.id}`;
      if (opening === last) return;
      record(action, subject, about);
      last = opening;
      [recent, earlier, alone] = [new Set([about]), recent, new Set()];
    },
    expect: (applicationId) => void recent.add(applicationId),
    photo: (sha256) => {
      const naming = store.read.documentsNaming(sha256).map(({ applicationId }) => applicationId);
      const [first] = naming;
      // One of an earlier revision is reached from its application alone.
      if (first === undefined || naming.some((id) => recent.has(id) || earlier.has(id) || alone.has(id))) return;
      record('photo.opened', first);
      alone.add(first);
    },
  };
};
