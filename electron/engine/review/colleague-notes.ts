import { maskedNote } from '../../../shared/domain/colleague-note.ts';
import { fail, type Result, succeed } from '../../../shared/domain/failure.ts';
import { entryNow } from './audit.ts';
import type { ReviewParts } from './parts.ts';

/**
 * Leaves a note on an application for whoever opens it next. What identifies a person is masked before it is kept; the audit has its length alone. `masked` tells whether
 * anything was. Fails with `application_unknown`, `not_signed_in`, or `input_invalid` for an empty one.
 */
export const addNote = (parts: ReviewParts, applicationId: string, text: string): Result<{ masked: boolean }> =>
  parts.store.transaction((write) => {
    const held = write.application(applicationId);
    if (held === undefined) return fail('application_unknown', {}, applicationId);
    const { reviewer } = write.workstation();
    if (reviewer === undefined) return fail('not_signed_in');
    const kept = maskedNote(text, held.application.applicant);
    if (kept === '') return fail('input_invalid', { paths: ['text'] });
    const entry = entryNow(parts, write, { action: 'note.added', subject: applicationId, details: { noteLength: [...kept].length } });
    write.addColleagueNote(applicationId, { at: entry.at, reviewer: { id: reviewer.id, name: reviewer.name }, text: kept });
    write.audit(entry);
    return succeed({ masked: kept !== text.trim() });
  });

/** Removes a note of one's own; `removed` is false where there is no such note. */
export const removeNote = (parts: ReviewParts, applicationId: string, number: number): Result<{ removed: boolean }> =>
  parts.store.transaction((write) => {
    const { reviewer } = write.workstation();
    if (reviewer === undefined) return fail('not_signed_in');
    const removed = write.removeColleagueNote(applicationId, number, reviewer.id);
    if (removed) write.audit(entryNow(parts, write, { action: 'note.removed', subject: applicationId }));
    return succeed({ removed });
  });
