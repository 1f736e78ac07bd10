import { describe, expect, test } from 'vitest';
import { partnerAfter, partnerOf } from '../../../renderer/screens/review/photos/pairing.ts';
import { nextPlace, pinned, pinsOf, placesFound, unpinned } from '../../../renderer/screens/review/pins.ts';
import { afterStep, beginWork, draftOf, type Work, type WorkStep } from '../../../renderer/screens/review/work.ts';
import type { Finding } from '../../../shared/domain/finding.ts';
import { inventedSheet } from './invented-sheet.ts';

const region = { x: 0.25, y: 0.5, w: 0.5, h: 0.25 };
const other = { x: 0, y: 0, w: 0.1, h: 0.1 };
const blurred = { code: 'document.blurred', target: { documentId: 'd1' } };
const cropped = { code: 'document.cropped', target: { documentId: 'd1' } };
const numbered = { code: 'info.id_number_differs', target: { field: 'idNumber' } };
const workAfter = (...steps: WorkStep[]): Work => steps.reduce(afterStep, beginWork(inventedSheet(), ['name']));
const picking: WorkStep = { do: 'prepare', outcome: 'request_fixes' };
const drawn: WorkStep = { do: 'pin', documentId: 'd1', region };

describe('a place on a photo', () => {
  test('drawn while reasons are given goes to the latest about that photo, into the draft, and replaces the one before', () => {
    const work = workAfter(picking, { do: 'add', reason: blurred }, { do: 'add', reason: cropped }, { do: 'add', reason: numbered }, drawn);
    expect(draftOf(work).reasons).toEqual([blurred, { ...cropped, target: { documentId: 'd1', region } }, numbered]);
    expect(work.pin).toBeUndefined();
    expect(afterStep(work, { do: 'pin', documentId: 'd1', region: other }).reasons[1]?.target?.region).toEqual(other);
  });

  test('goes to the reason it was asked for, whose photo comes up', () => {
    const asked = workAfter(
      picking,
      { do: 'add', reason: blurred },
      { do: 'add', reason: cropped },
      { do: 'look', documentId: 'd2' },
      {
        do: 'marking',
        on: true,
        reason: 0,
      },
    );
    expect(asked.documentId).toBe('d1');
    const work = afterStep(asked, drawn);
    expect(work.reasons.map(({ target }) => target?.region)).toEqual([region, undefined]);
    expect(work.marking).toBeUndefined();
  });

  test('drawn before a reason waits for the first one about that photo, and can be taken away', () => {
    const waiting = workAfter(drawn);
    expect(waiting.pin).toEqual({ documentId: 'd1', region });
    expect(draftOf(waiting).reasons).toEqual([]);
    const work = [picking, { do: 'add', reason: numbered }, { do: 'add', reason: blurred }].reduce(
      (present, step) => afterStep(present, step as WorkStep),
      waiting,
    );
    expect(work.reasons).toEqual([numbered, { ...blurred, target: { documentId: 'd1', region } }]);
    expect(work.pin).toBeUndefined();
    expect(afterStep(waiting, { do: 'unpin' }).pin).toBeUndefined();
  });

  test('is never tied to a reason about another photo, stays inside the photo, and is taken off again', () => {
    expect(pinned(blurred, { documentId: 'd2', region })).toEqual(blurred);
    expect(pinned(numbered, { documentId: 'd1', region })).toEqual(numbered);
    expect(pinned(blurred, { documentId: 'd1', region: { x: 0.9, y: -1, w: 0.5, h: 0.5 } }).target?.region).toMatchObject({ x: 0.9, y: 0 });
    expect(unpinned(pinned(blurred, { documentId: 'd1', region }))).toEqual(blurred);
  });

  test('is taken from the findings on that photo, one after the other', () => {
    const glare: Finding = {
      check: 'image.glare',
      verdict: 'fail',
      severity: 'blocking',
      documentId: 'd1',
      evidence: [region, other, region],
    };
    const places = placesFound([glare, { ...glare, documentId: 'd2', evidence: [] }, { ...glare, verdict: 'skipped' }], 'd1');
    expect(places).toEqual([region, other]);
    expect([nextPlace(places, undefined), nextPlace(places, region), nextPlace(places, other)]).toEqual([region, other, region]);
    expect(nextPlace([], region)).toBeUndefined();
  });

  test('is shown of the reasons being given, and of the decision once there is one', () => {
    const given = pinned(blurred, { documentId: 'd1', region });
    const sheet = inventedSheet();
    const titles = (code: string) => code;
    expect(pinsOf(sheet, [numbered, given], titles, true)).toEqual([
      { id: '1', documentId: 'd1', region, label: 'document.blurred', told: true },
    ]);
    expect(pinsOf({ ...sheet, state: 'decided' }, [given], titles, true)).toEqual([]);
  });
});

describe('two photos beside each other', () => {
  const documents = [
    { id: 'a', kind: 'id_front' },
    { id: 'b', kind: 'id_back' },
    { id: 'c', kind: 'portrait' },
  ];

  test('begin with the card and the face, and go round the others', () => {
    expect(partnerOf(documents, 'a')).toBe('c');
    expect(partnerOf(documents, 'c')).toBe('a');
    expect(partnerOf(documents.slice(0, 1), 'a')).toBeUndefined();
    expect([partnerAfter(documents, 'a', 'b', 1), partnerAfter(documents, 'a', 'c', 1), partnerAfter(documents, 'a', 'b', -1)]).toEqual([
      'c',
      'b',
      'c',
    ]);
  });
});
