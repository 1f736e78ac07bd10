import { fieldNames } from '../../../shared/domain/application.ts';
import { fieldNameOf } from '../../../shared/domain/field-name.ts';
import { isKnown } from '../../../shared/domain/open-union.ts';
import type { ReviewRequest } from '../../../shared/domain/request.ts';

/** Members that are told by their own word: new contact details, which are no field of the form. */
const contactMembers = ['newPhone', 'newEmail'] as const;

/** A fact as the applicant states it: the field or member that it is, and the value as it is shown. */
export type StatedFact = {
  member: string;
  name: { kind: 'field'; field: string } | { kind: 'contact'; contact: (typeof contactMembers)[number] } | { kind: 'unknown' };
  value: string;
};

/** Told elsewhere: the message is quoted, the changes are a table. */
const toldElsewhere = new Set(['message', 'changes', 'before']);

const nameOf = (member: string): StatedFact['name'] => {
  const contact = contactMembers.find((known) => known === member);
  if (contact !== undefined) return { kind: 'contact', contact };
  const field = fieldNameOf(member);
  return isKnown(fieldNames, field) ? { kind: 'field', field } : { kind: 'unknown' };
};

const factsIn = (payload: Record<string, unknown>): StatedFact[] =>
  Object.entries(payload).flatMap(([member, value]): StatedFact[] => {
    if (toldElsewhere.has(member) || value === null || value === undefined) return [];
    if (typeof value === 'object' && !Array.isArray(value)) return factsIn(value as Record<string, unknown>);
    return [{ member, name: nameOf(member), value: Array.isArray(value) ? value.map(String).join(', ') : String(value) }];
  });

/** The facts that a request states, in its own order; facts within facts are told like the others. */
export const statedFacts = ({ payload }: ReviewRequest): StatedFact[] => factsIn(payload);

/** What the applicant says in their own words. */
export const messageOf = ({ payload }: ReviewRequest): string | undefined =>
  typeof payload.message === 'string' && payload.message.trim() !== '' ? payload.message : undefined;
