import { type Application, fieldNames } from '../../../shared/domain/application.ts';
import type { ApplicationChanges, FieldChange } from '../../../shared/domain/conflict.ts';
import { fieldNameOf } from '../../../shared/domain/field-name.ts';
import { maskApplicant, maskField, maskName } from '../../../shared/domain/masking.ts';
import type { ReviewRequest } from '../../../shared/domain/request.ts';
import { toTimestamp } from '../../../shared/domain/shanghai-time.ts';
import { platformNow } from './moment.ts';
import type { ReviewParts } from './parts.ts';

const dots = '••••';
const isFieldKnown = (field: string): boolean => (fieldNames as readonly string[]).includes(field);

/** Members of a request's payload that are what the applicant says, and not facts about them. */
const spoken = new Set(['message', 'reason', 'note', 'wish', 'channel', 'language']);

const isName = (field: string): boolean => field === 'name' || field === 'latinName';

/** Puts it on record that somebody asked for the sensitive values of `subject`, before they are handed out. */
export const recordReveal = ({ store, clock }: ReviewParts, subject: string): void =>
  store.transaction((write) =>
    write.audit({
      at: toTimestamp(platformNow(write, clock.now())),
      reviewerId: write.workstation().reviewer?.id ?? 'unknown',
      action: 'fields.revealed',
      subject,
    }),
  );

/** An application as it is shown. */
export const shownApplication = (application: Application, reveal: boolean): Application =>
  reveal ? application : { ...application, applicant: maskApplicant(application.applicant, fieldNames) };

const shownValue = (field: string, value: string | undefined): string | undefined => {
  if (value === undefined) return undefined;
  const name = fieldNameOf(field);
  return isFieldKnown(name) ? maskField(name, value) : dots;
};

/** Changes of fields as they are shown. */
export const shownFieldChanges = (changes: readonly FieldChange[], reveal: boolean): FieldChange[] =>
  reveal
    ? [...changes]
    : changes.map(({ field, before, after }) => ({ field, before: shownValue(field, before), after: shownValue(field, after) }));

/**
 * An application as it is shown beside a request: the name, too, is masked until it is asked for, as in the list. Only where the form is laid beside the
 * documents has it to be read in full.
 */
export const shownBesideRequest = (application: Application, reveal: boolean): Application => {
  const shown = shownApplication(application, reveal);
  if (reveal) return shown;
  const applicant = Object.fromEntries(
    Object.entries(shown.applicant).map(([field, value]) => [field, isName(field) && value !== undefined ? maskName(value) : value]),
  );
  return { ...shown, applicant };
};

/** What a request changes, as it is shown: names are masked, too. */
export const shownRequestChanges = (changes: readonly FieldChange[], reveal: boolean): FieldChange[] =>
  shownFieldChanges(changes, reveal).map((change) => {
    const { field, before, after } = change;
    if (reveal || !isName(fieldNameOf(field))) return change;
    return {
      field,
      ...(before === undefined ? {} : { before: maskName(before) }),
      ...(after === undefined ? {} : { after: maskName(after) }),
    };
  });

/** Changes of an application as they are shown. */
export const shownChanges = (changes: ApplicationChanges, reveal: boolean): ApplicationChanges => ({
  ...changes,
  fields: shownFieldChanges(changes.fields, reveal),
});

const maskPayload = (payload: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(payload).map(([member, value]) => {
      if (typeof value === 'object' && value !== null && !Array.isArray(value))
        return [member, maskPayload(value as Record<string, unknown>)];
      if (typeof value !== 'string') return [member, typeof value === 'boolean' || value === null ? value : dots];
      const name = fieldNameOf(member);
      if (isName(name)) return [member, maskName(value)];
      return [member, spoken.has(member) ? value : isFieldKnown(name) ? maskField(name, value) : dots];
    }),
  );

/** A request as it is shown: the facts that it states are masked like the form's. */
export const shownRequest = (request: ReviewRequest, reveal: boolean): ReviewRequest =>
  reveal ? request : { ...request, payload: maskPayload(request.payload) };
