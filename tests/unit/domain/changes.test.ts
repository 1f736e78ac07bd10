import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Application, type ApplicationDocument, fieldNames } from '../../../shared/domain/application.ts';
import { changesBetween, documentChanges, isUnchanged, marksThatStand, reasonsThatStand } from '../../../shared/domain/changes.ts';
import type { MatchMark } from '../../../shared/domain/decision.ts';

const kinds = ['id_front', 'id_back', 'portrait', 'supplement'];
const aDocument: fc.Arbitrary<ApplicationDocument> = fc
  .record({ kind: fc.constantFrom(...kinds), bytes: fc.integer({ min: 0, max: 5 }), id: fc.integer({ min: 0, max: 9 }) })
  .map(({ kind, bytes, id }) => ({
    id: `document-${id}`,
    kind,
    sha256: String(bytes).repeat(64),
    byteLength: 1_000 + bytes,
    declaredType: 'image/jpeg',
    fileName: 'photo.jpg',
    uploadedAt: '2026-11-13T02:00:00.000Z',
  }));
const anApplication: fc.Arbitrary<Application> = fc
  .record({
    revision: fc.integer({ min: 1, max: 3 }),
    type: fc.constantFrom('resident_identity', 'resident_identity', 'passport'),
    status: fc.constantFrom('active', 'locked'),
    applicant: fc.dictionary(fc.constantFrom(...fieldNames), fc.constantFrom('甲', '乙', ''), { maxKeys: 5 }),
    documents: fc.array(aDocument, { maxLength: 5 }),
  })
  .map(({ status, ...rest }) => ({
    id: 'a1',
    batchId: 'b1',
    submittedAt: '2026-11-13T02:00:00.000Z',
    priority: 0,
    account: { id: 'account-1', status },
    attempts: [],
    ...rest,
  }));
const marks: MatchMark[] = fieldNames.map((item) => ({ item, verdict: 'match' }));

describe('what became different', () => {
  it('is nothing between an application and itself, and everything that stood still stands', () => {
    fc.assert(
      fc.property(anApplication, (application) => {
        const changes = changesBetween(application, { ...application, documents: [...application.documents].reverse() });
        expect(isUnchanged(changes)).toBe(true);
        expect(marksThatStand(marks, changes)).toEqual({ standing: marks, fallen: [] });
      }),
    );
  });

  it('applied to the earlier state gives the later one', () => {
    fc.assert(
      fc.property(anApplication, anApplication, (before, after) => {
        const { fields, documents } = changesBetween(before, after);
        const applicant = { ...before.applicant, ...Object.fromEntries(fields.map((change) => [change.field, change.after])) };
        for (const name of fieldNames) expect(applicant[name] ?? '').toBe(after.applicant[name] ?? '');
        const bytesOf = (list: readonly ApplicationDocument[]) => list.map(({ kind, sha256 }) => `${kind} ${sha256}`).sort();
        const left = bytesOf(before.documents);
        for (const { before: gone } of documents) if (gone !== undefined) left.splice(left.indexOf(`${gone.kind} ${gone.sha256}`), 1);
        const came = documents.flatMap((change) => change.after ?? []);
        expect([...left, ...bytesOf(came)].sort()).toEqual(bytesOf(after.documents));
        for (const change of documents) {
          expect(change.change).toBe(change.before === undefined ? 'added' : change.after === undefined ? 'removed' : 'replaced');
          expect([change.before?.kind ?? change.kind, change.after?.kind ?? change.kind]).toEqual([change.kind, change.kind]);
        }
      }),
    );
  });

  it('never leaves a mark standing whose field or photo is another, and each mark either stands or falls', () => {
    fc.assert(
      fc.property(anApplication, anApplication, (before, after) => {
        const changes = changesBetween(before, after);
        const { standing, fallen } = marksThatStand(marks, changes);
        expect([...standing, ...fallen]).toHaveLength(marks.length);
        for (const { item } of standing) expect(before.applicant[item] ?? '').toBe(after.applicant[item] ?? '');
        if (changes.documents.some(({ kind }) => kind === 'id_front')) expect(standing.map(({ item }) => item)).not.toContain('idNumber');
        if (changes.type !== undefined) expect(standing).toEqual([]);
      }),
    );
  });
});

it('an item nobody knows stands only while every document does', () => {
  const base = fc.sample(anApplication, { numRuns: 1, seed: 1 })[0];
  if (base === undefined) throw new Error('nothing was made');
  const [document] = fc.sample(aDocument, { numRuns: 1, seed: 2 });
  const more = {
    ...base,
    documents: [...base.documents, { ...(document as ApplicationDocument), kind: 'supplement', sha256: 'f'.repeat(64) }],
  };
  const changes = changesBetween(base, more);
  const mark: MatchMark = { item: 'blood_group', verdict: 'match' };
  expect(marksThatStand([mark, { item: 'idNumber', verdict: 'match' }, { item: 'constructor', verdict: 'match' }], changes)).toEqual({
    standing: [{ item: 'idNumber', verdict: 'match' }],
    fallen: [mark, { item: 'constructor', verdict: 'match' }],
  });
});

it('reasons stand while what they point to is there and the same', () => {
  const photo = (id: string, kind: string, letter: string): ApplicationDocument => ({
    id,
    kind,
    sha256: letter.repeat(64),
    byteLength: 1,
    declaredType: 'image/jpeg',
    fileName: 'photo.jpg',
    uploadedAt: '2026-11-13T02:00:00.000Z',
  });
  const before: Application = {
    id: 'a1',
    revision: 1,
    batchId: 'b1',
    type: 'resident_identity',
    submittedAt: '2026-11-13T02:00:00.000Z',
    priority: 0,
    account: { id: 'c1', status: 'locked' },
    applicant: { name: '甲', phone: '1' },
    documents: [photo('front', 'id_front', 'a'), photo('back', 'id_back', 'b'), photo('portrait', 'portrait', 'c')],
    attempts: [],
  };
  const after: Application = {
    ...before,
    revision: 2,
    account: { id: 'c1', status: 'active' },
    applicant: { name: '甲', phone: '2' },
    documents: [photo('front', 'id_front', 'a'), photo('back', 'id_back', 'd')],
  };
  const reasons = [
    { code: 'info.name_differs', target: { field: 'name' } },
    { code: 'info.phone_invalid', target: { field: 'phone' } },
    { code: 'document.blurred', target: { documentId: 'front' } },
    { code: 'document.blurred', target: { documentId: 'back' } },
    { code: 'document.blurred', target: { documentId: 'portrait' } },
    { code: 'account.locked' },
    { code: 'duplicate.same_person' },
  ];
  const standing = reasonsThatStand(reasons, after, changesBetween(before, after));
  expect(standing.map(({ code, target }) => [code, target?.field ?? target?.documentId])).toEqual([
    ['info.name_differs', 'name'],
    ['document.blurred', 'front'],
    ['duplicate.same_person', undefined],
  ]);
  expect(documentChanges(before.documents, after.documents).map(({ kind, change }) => [kind, change])).toEqual([
    ['id_back', 'replaced'],
    ['portrait', 'removed'],
  ]);
});
