import { expect, test } from 'vitest';
import { type ApprovalInput, approvalOf, missingDocuments } from '../../../shared/domain/approval.ts';
import { finding, inventedApplication, inventedDocument, policy } from './invented.ts';

const approve = (changes: Partial<ApprovalInput>) =>
  approvalOf({ application: inventedApplication(), findings: [], policy, checked: true, ...changes });
const blocking = finding({ check: 'image.sharpness', documentId: 'document-id_front' });
const cause = { cause: 'blocking_finding', check: 'image.sharpness', documentId: 'document-id_front' };

test('all right: allowed', () => {
  expect(approve({})).toEqual({ allowed: true, overridden: [] });
  expect(approve({ findings: [{ ...blocking, severity: 'warning' }, finding({ check: 'image.glare', verdict: 'warn' })] })).toMatchObject({
    allowed: true,
  });
});

test('a blocking finding, one that could not be carried out, and unfinished checks forbid it', () => {
  expect(approve({ findings: [blocking] })).toEqual({ allowed: false, causes: [cause] });
  expect(approve({ findings: [{ ...blocking, verdict: 'error' }] })).toEqual({ allowed: false, causes: [cause] });
  expect(approve({ checked: false })).toEqual({ allowed: false, causes: [{ cause: 'not_checked' }] });
});

test.each(['locked', 'disabled', 'cancelled', 'a word of a newer platform'])('an account that is %s forbids it, told once', (status) => {
  const application = inventedApplication({ account: { id: 'account-1', status } });
  expect(approve({ application, findings: [finding({ check: 'account.state' })] })).toEqual({
    allowed: false,
    causes: [{ cause: 'account_inactive', status }],
  });
});

test('a missing document forbids it; a type without rules misses none', () => {
  const application = inventedApplication({ documents: [inventedDocument('id_front'), inventedDocument('portrait')] });
  expect(approve({ application, findings: [finding({ check: 'documents.complete' })] })).toEqual({
    allowed: false,
    causes: [{ cause: 'document_missing', kind: 'id_back' }],
  });
  expect(missingDocuments({ type: 'toString', documents: [] }, policy)).toEqual([]);
});

test('only a senior or lead overrides, and only with a written reason', () => {
  const override = { reason: '已电话核实' };
  expect(approve({ findings: [blocking], override, roles: ['reviewer'] })).toMatchObject({
    allowed: false,
    causes: [cause, { cause: 'override_needs_senior' }],
  });
  expect(approve({ findings: [blocking], override: { reason: '  ' }, roles: ['senior'] })).toMatchObject({
    causes: [cause, { cause: 'override_needs_reason' }],
  });
  for (const role of ['senior', 'lead'])
    expect(approve({ findings: [blocking], override, roles: ['reviewer', role] })).toEqual({ allowed: true, overridden: [cause] });
});
