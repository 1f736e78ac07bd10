import { describe, expect, test } from 'vitest';
import { batchContext, type MakeUpload, makeApplication } from '../../../electron/intake/sample/applications.ts';
import { announcementsOf } from '../../../electron/intake/sample/occasions.ts';
import { occasionsOf, samplePieces } from '../../../electron/intake/sample/pieces.ts';

const batch = { seed: 1, count: 60, now: '2026-11-23T06:00:00.000Z' };
const nowMs = Date.parse(batch.now);
/** Files that are as different as drawn ones, and quick to make. */
const makeUpload: MakeUpload = async (person, kind, random, faults) => ({
  bytes: new TextEncoder().encode(`${person.idNumber} ${kind} ${random.next()} ${faults}`),
  extension: 'jpg',
  declaredType: 'image/jpeg',
});
const pieces = samplePieces(batch, new AbortController().signal, makeUpload);
const drawn = Promise.all(pieces.applications.map(({ draw }) => draw()));

describe('the batch in pieces', () => {
  test('holds together what the batch of the same seed and moment holds, each with the documents that it names', async () => {
    const context = batchContext(batch.seed, nowMs, makeUpload);
    const whole = await Promise.all(Array.from({ length: batch.count }, (_, index) => makeApplication(index, context)));
    const occasions = [...announcementsOf(context.seed, nowMs), ...occasionsOf(whole, context.seed, nowMs)];
    const entries = [...pieces.announcements, ...(await drawn).flatMap((piece) => piece.entries)];
    const asText = (some: readonly { at: string; body: object }[]) => some.map((entry) => JSON.stringify(entry)).sort();
    expect(asText(entries)).toEqual(asText(occasions.map(({ at, body }) => ({ at: new Date(at).toISOString(), body }))));
    // Requests of all kinds and an account that was locked later are among them.
    expect(new Set(entries.map(({ body }) => body.kind))).toEqual(
      new Set(['announcement.upsert', 'application.upsert', 'request.upsert', 'account.status']),
    );
    for (const { entries: told, documents } of await drawn) {
      const named = told.flatMap(({ body }) => (body.kind === 'application.upsert' ? body.application.documents : []));
      expect([...documents.keys()].sort()).toEqual([...new Set(named.map(({ sha256 }) => sha256))].sort());
    }
  });

  test('is known by its identifiers before it is drawn, and no request or lock comes without its application', async () => {
    for (const [place, { entries }] of (await drawn).entries()) {
      const [first, ...later] = entries;
      if (first?.body.kind !== 'application.upsert') throw new Error('each piece begins with an application');
      const { id, account } = first.body.application;
      expect(id).toBe(pieces.applications[place]?.id);
      for (const { body } of later) {
        if (body.kind === 'request.upsert') expect([id, undefined]).toContain(body.request.applicationId);
        else expect(body).toMatchObject({ kind: 'account.status', accountId: account.id });
      }
    }
  });

  test('begins with what a queue shows first: where the applicant urges, then what is due first', async () => {
    const shown = (await drawn).map(({ entries }) => ({
      urged: entries.some(({ body }) => body.kind === 'request.upsert' && body.request.kind === 'follow_up'),
      due: entries.flatMap(({ body }) => (body.kind === 'application.upsert' ? (body.application.dueAt ?? '9999') : []))[0] ?? '',
    }));
    const inOrder = [...shown].sort((left, right) => Number(right.urged) - Number(left.urged) || left.due.localeCompare(right.due));
    expect(shown).toEqual(inOrder);
    expect(shown.filter(({ urged }) => urged).length).toBeGreaterThan(1);
    expect(shown.filter(({ due }) => due !== '9999').length).toBeGreaterThan(3);
  });
});
