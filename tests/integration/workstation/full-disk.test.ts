import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Failure } from '../../../shared/domain/failure.ts';
import type { TransferState } from '../../../shared/domain/transfer.ts';
import { makeBatch } from '../../fixtures/batch.ts';
import { serverOf } from '../../fixtures/exchange.ts';
import { startTestIntake, type TestIntake } from '../../fixtures/intake.ts';
import { onSmallDisk } from '../../fixtures/small-disk.ts';

const scenario = fileURLToPath(new URL('small-disk.ts', import.meta.url));

type Course = {
  beginnings: { left: number; code: string; kept: boolean }[];
  whileFull?: Failure;
  stateWhileFull: TransferState;
  afterwards?: Failure;
  documents: TransferState['documents'];
  refusal: string;
  acknowledged: string[];
  kept: string[];
};

let intake: TestIntake;
let course: Course;
beforeAll(async () => {
  intake = await startTestIntake(await makeBatch({ count: 4 }));
  const { url, token } = serverOf(intake);
  course = JSON.parse(await onSmallDisk(scenario, [url, token])) as Course;
});
afterAll(() => intake.end());

describe('a full disk', () => {
  it('makes no vault, or a whole one: never half of one', () => {
    expect(course.beginnings[0]).toEqual({ left: 0, code: 'disk_full', kept: false });
    for (const { code, kept, left } of course.beginnings) {
      if (kept) expect(['ok', 'vault_exists'], `${left} bytes`).toContain(code);
      else expect(code, `${left} bytes`).toBe('disk_full');
    }
    expect(course.beginnings.filter(({ code }) => code === 'disk_full').length).toBeGreaterThan(1);
  });

  it('stops the exchange with its name, and the next one brings the rest', () => {
    expect(course.whileFull?.code).toBe('disk_full');
    expect(course.stateWhileFull.lastFailure).toBe('disk_full');
    expect(course.stateWhileFull.documents.damaged).toBe(0);
    expect(course.afterwards).toBeUndefined();
    expect(course.documents).toMatchObject({ held: 12, total: 12 });
  });

  it('loses no decision that was acknowledged, and keeps none that was not', () => {
    expect(course.refusal).toBe('disk_full');
    expect(course.acknowledged.length).toBeGreaterThan(0);
    expect(course.kept).toEqual(course.acknowledged);
  });
});
