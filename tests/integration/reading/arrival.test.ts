import { afterEach, describe, expect, it } from 'vitest';
import { inventPerson } from '../../../electron/intake/sample/people.ts';
import { randomFrom } from '../../../electron/intake/sample/random.ts';
import { drawUpload } from '../../../electron/intake/sample/uploads.ts';
import { maskNumber } from '../../../shared/domain/masking.ts';
import { type Batch, makeBatch, sha256Of } from '../../fixtures/batch.ts';
import { serverOf } from '../../fixtures/exchange.ts';
import { startTestIntake, type TestIntake } from '../../fixtures/intake.ts';
import { openTestWorkstation, passphrase, readableIn, type TestWorkstation, taken } from '../../fixtures/workstation.ts';

const holder = inventPerson(randomFrom('holder'), '2026-11-01');
let intake: TestIntake | undefined;
let one: TestWorkstation | undefined;
afterEach(async () => {
  await one?.close();
  await intake?.end();
});

/** One application whose card’s front is a drawn photo of the holder’s; the form is wrong in the name alone. */
const cardBatch = async (): Promise<Batch> => {
  const batch = await makeBatch({
    count: 1,
    edit: (application) => {
      application.applicant = {
        ...application.applicant,
        name: `${holder.name.slice(0, -1)}某`,
        sex: holder.sex,
        birthDate: holder.birthDate,
        idNumber: holder.idNumber,
      };
    },
  });
  const { bytes } = await drawUpload(holder, 'id_front', randomFrom('front'), [], []);
  const front = batch.applications[0]?.documents.find(({ kind }) => kind === 'id_front');
  if (front === undefined) throw new Error('the batch has no front');
  Object.assign(front, { sha256: sha256Of(bytes), byteLength: bytes.length });
  batch.documents.set(front.sha256, bytes);
  return batch;
};

describe('documents that arrive', { timeout: 120_000 }, () => {
  it('are read behind the checks and laid beside the form, masked until somebody asks', async () => {
    intake = await startTestIntake(await cardBatch());
    one = await openTestWorkstation(undefined, { reading: true });
    taken(await one.workstation.create(passphrase, { kind: 'server', ...serverOf(intake) }));
    const id = intake.batch.applications[0]?.id ?? '';
    const desk = one.desk();
    await one.until(() => {
      const { documents, checks } = desk.transfer();
      return (
        documents.held === 3 &&
        checks.waiting === 0 &&
        desk.store.read.readings(intake?.batch.applications[0] ?? { id, documents: [] }).length === 2
      );
    });
    const masked = taken(desk.review.open(id, false));
    expect(masked.readings.waiting).toBe(0);
    const read = (sheet: typeof masked, field: string) => sheet.readings.fields.find((reading) => reading.field === field);
    expect(read(masked, 'idNumber')).toMatchObject({ agreement: 'agrees', text: maskNumber(holder.idNumber) });
    expect(read(masked, 'name')).toMatchObject({ agreement: 'differs', text: holder.name });
    expect(read(masked, 'birthDate')).toMatchObject({ agreement: 'agrees' });
    expect(read(masked, 'idNumber')?.region?.w).toBeGreaterThan(0.1);
    expect(JSON.stringify(masked)).not.toContain(holder.idNumber);
    expect(masked.findings.find(({ check }) => check === 'match.name')).toMatchObject({
      verdict: 'fail',
      field: 'name',
      suggests: ['info.name_differs'],
    });
    // The other side's photo shows no card: it is told once, and blames nobody.
    const back = intake.batch.applications[0]?.documents.find(({ kind }) => kind === 'id_back')?.id;
    expect(masked.findings.filter(({ documentId, check }) => documentId === back && check.startsWith('read.'))).toMatchObject([
      { verdict: 'warn' },
    ]);
    expect(read(taken(desk.review.open(id, true)), 'idNumber')).toMatchObject({ text: holder.idNumber });
    await one.close();
    expect(readableIn(one.folder, [holder.idNumber, holder.name])).toEqual([]);
  });
});
