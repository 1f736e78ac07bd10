import { describe, expect, it } from 'vitest';
import { readChange, receiptSchema, sessionSchema } from '../../../shared/contract/intake/index.ts';
import { fieldNames } from '../../../shared/domain/application.ts';
import { maskApplicant } from '../../../shared/domain/masking.ts';

const at = '2026-11-24T01:00:00Z';
const own = {
  id: 'a1',
  revision: 1,
  batchId: 'b1',
  type: 'resident_identity',
  submittedAt: at,
  priority: 0,
  account: { id: 'c1', status: 'active', since: null, cause: null },
  documents: [],
  attempts: [],
};
const applicationOf = (entry: Record<string, unknown>) => {
  const read = readChange({ seq: 1, kind: 'application.upsert', at, ...entry });
  if (!read.ok || read.change.kind !== 'application.upsert') throw new Error(JSON.stringify(read));
  return read.change.application;
};

describe('what a platform of another make sends', () => {
  it.each(['applicant', 'fields', 'applicantFields'])('an application beside `seq`, its form under `%s`', (member) => {
    expect(applicationOf({ ...own, [member]: { name: '样本' } })).toMatchObject({ id: 'a1', applicant: { name: '样本' } });
  });

  it.each([
    ['id_number', 'idNumber'],
    ['ID-Number', 'idNumber'],
    ['idCardNumber', 'idNumber'],
    ['mobile', 'phone'],
    ['passport_no', 'passportNumber'],
  ])('a sensitive field under the name %s is masked like any other', (written, field) => {
    const { applicant } = applicationOf({ application: { ...own, applicant: { [written]: '110101199003070017' } } });
    expect(applicant[field]).toBe('110101199003070017');
    expect(JSON.stringify(maskApplicant(applicant, fieldNames))).not.toContain('199003070017');
  });

  it('members that are null are absent ones', () => {
    const document = {
      id: 'd1',
      kind: 'portrait',
      sha256: 'A'.repeat(64),
      byteLength: 1,
      declaredType: null,
      fileName: null,
      uploadedAt: at,
    };
    const application = applicationOf({ ...own, applicant: { name: null }, dueAt: null, documents: [document] });
    expect(application.documents[0]).toMatchObject({ sha256: 'a'.repeat(64), fileName: '' });
    expect(application.account).toEqual({ id: 'c1', status: 'active', since: undefined, cause: undefined });
    expect(readChange({ seq: 2, kind: 'account.status', at, accountId: 'c1', status: 'disabled', since: null, cause: null }).ok).toBe(true);
  });

  it('a request beside `seq`, its kind under another name than the entry’s', () => {
    const read = readChange({
      seq: 3,
      kind: 'request.upsert',
      at,
      id: 'q1',
      requestKind: 'withdrawal',
      accountId: 'c1',
      submittedAt: at,
      payload: {},
    });
    expect(read.ok && read.change.kind === 'request.upsert' ? read.change.request.kind : read).toBe('withdrawal');
  });

  it('a receipt tells its cause or its problem as a word or as an object', () => {
    const receipt = { decisionId: 'x', at };
    expect(receiptSchema.parse({ ...receipt, status: 'conflict', conflict: 'withdrawn', problem: null }).conflict?.cause).toBe('withdrawn');
    expect(receiptSchema.parse({ ...receipt, status: 'conflict', conflict: { cause: 'amended' } }).conflict?.cause).toBe('amended');
    expect(receiptSchema.parse({ ...receipt, status: 'refused', problem: 'notice_missing' }).problem?.code).toBe('notice_missing');
  });

  it('a session without limits, and without the oldest protocol it speaks', () => {
    const session = { reviewer: { id: 'r1', name: '林' }, serverTime: at, protocol: 1 };
    expect(sessionSchema.parse(session)).toMatchObject({ minProtocol: 1, limits: {} });
  });
});
