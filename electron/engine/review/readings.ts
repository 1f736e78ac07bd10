import type { Application } from '../../../shared/domain/application.ts';
import { type CheckId, checkIds } from '../../../shared/domain/finding.ts';
import { isMaskedField, maskField } from '../../../shared/domain/masking.ts';
import { type Policy, severityOf } from '../../../shared/domain/policy.ts';
import type { FieldReading, ReviewReadings } from '../../../shared/domain/reading.ts';
import { compare } from '../checks/index.ts';
import type { HeldReading, ReadableStore } from '../store/index.ts';

/**
 * The read values beside the form. What is personal in the form is personal here: the same fields are masked until somebody asks, and a zone, which holds most of
 * them in one line, is left out altogether.
 */
export const shownReadings = (store: ReadableStore, application: Application, policy: Policy, reveal: boolean): ReviewReadings => {
  const held: HeldReading[] = store.readings(application);
  const fields = compare(application.applicant, held, policy).map(
    ({ field, documentId, value, agreement }): FieldReading => ({
      field,
      documentId,
      agreement,
      confidence: value?.confidence ?? 0,
      ...(value === undefined
        ? {}
        : { text: reveal || !isMaskedField(field) ? value.text : maskField(field, value.text), region: value.region }),
    }),
  );
  const zones = held.flatMap(({ documentId, reading }) =>
    reveal && reading.state === 'read' && reading.zone !== undefined
      ? [{ documentId, raw: reading.zone.raw, corrected: reading.zone.corrected }]
      : [],
  );
  return { fields, zones, waiting: store.unreadCount(application.id) };
};

const isOfReading = (check: CheckId): boolean => check.startsWith('read.') || check.startsWith('match.');

/** Whether approving has to wait for documents to be read: only where the policy makes a result of reading blocking. */
export const awaitsReading = (store: Pick<ReadableStore, 'unreadCount'>, applicationId: string, policy: Policy): boolean =>
  checkIds.some((check) => isOfReading(check) && severityOf(policy, check) === 'blocking') && store.unreadCount(applicationId) > 0;
