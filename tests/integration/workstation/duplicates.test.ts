import sharp from 'sharp';
import { afterEach, describe, expect, it } from 'vitest';
import type { Application } from '../../../shared/domain/application.ts';
import type { Finding } from '../../../shared/domain/finding.ts';
import { type Batch, makeBatch, sha256Of } from '../../fixtures/batch.ts';
import { serverOf } from '../../fixtures/exchange.ts';
import { startTestIntake, type TestIntake } from '../../fixtures/intake.ts';
import { drawPortrait } from '../../fixtures/portraits.ts';
import { openTestWorkstation, passphrase, type TestWorkstation, taken } from '../../fixtures/workstation.ts';

let intake: TestIntake | undefined;
let one: TestWorkstation | undefined;
afterEach(async () => {
  await one?.close();
  await intake?.end();
});

/** A batch whose portraits are these; further changes by `edit`. */
const batchOf = async (
  portraits: readonly Buffer[],
  edit: (application: Application, index: number) => void = () => {},
): Promise<Batch> => {
  const batch = await makeBatch({
    count: portraits.length,
    edit: (application, index) => {
      const bytes = portraits[index] as Buffer;
      const place = application.documents.findIndex(({ kind }) => kind === 'portrait');
      const document = application.documents[place];
      if (document !== undefined) application.documents[place] = { ...document, sha256: sha256Of(bytes), byteLength: bytes.length };
      edit(application, index);
    },
  });
  for (const bytes of portraits) batch.documents.set(sha256Of(bytes), new Uint8Array(bytes));
  return batch;
};

/** A workstation that has fetched and checked all of it, by the real checks. */
const checked = async (batch: Batch): Promise<TestWorkstation> => {
  intake = await startTestIntake(batch);
  one = await openTestWorkstation();
  const opened = one;
  taken(await opened.workstation.create(passphrase, { kind: 'server', ...serverOf(intake) }));
  await opened.until(() => {
    const { documents, checks } = opened.desk().transfer();
    return documents.total > 0 && documents.held === documents.total && checks.waiting === 0 && checks.done > 0;
  });
  return opened;
};
const sheetOf = (desk: TestWorkstation, application: Application | undefined) =>
  taken(desk.desk().review.open(application?.id ?? '', false));
const duplicateOf = (findings: readonly Finding[], application: Application | undefined) => {
  const portrait = application?.documents.find(({ kind }) => kind === 'portrait');
  const found = findings.find(({ check, documentId }) => check === 'image.duplicate' && documentId === portrait?.id);
  return [found?.verdict, found?.cause];
};

describe('a photo that was used before', () => {
  it('is found cropped, mirrored and saved again in another account’s application, on both sheets, with nothing personal of the other', async () => {
    const portraits = [await drawPortrait(1), await drawPortrait(2)];
    const copy = await sharp(await sharp(portraits[0]).extract({ left: 16, top: 20, width: 360, height: 455 }).toBuffer())
      .flop()
      .jpeg({ quality: 60 })
      .toBuffer();
    const desk = await checked(await batchOf([...portraits, copy]));
    const [original, stranger, copied] = intake?.batch.applications ?? [];
    const sheet = sheetOf(desk, copied);
    expect(duplicateOf(sheet.findings, copied)).toEqual(['warn', 'turned']);
    expect(duplicateOf(sheetOf(desk, original).findings, original)).toEqual(['warn', 'turned']);
    expect(duplicateOf(sheetOf(desk, stranger).findings, stranger)).toEqual(['pass', undefined]);
    expect(sheet.similar).toMatchObject([
      { applicationId: original?.id, own: false, name: '样•甲', shared: [{ kind: 'picture', mirrored: true }] },
    ]);
    expect(JSON.stringify(sheet.similar)).not.toContain(original?.applicant.phone);
    const marked = taken(
      desk.desk().review.queuePage({ view: 'all', order: { by: 'due', descending: false }, offset: 0, limit: 10 }),
    ).rows.filter(({ marks }) => marks.includes('image.duplicate'));
    expect(marked.map(({ applicationId }) => applicationId).sort()).toEqual([original?.id, copied?.id].sort());
  }, 60_000);

  it('is only told where the applicant used it before, and a number in common with another account suggests its reason', async () => {
    const portrait = await drawPortrait(3);
    const desk = await checked(
      await batchOf([portrait, await sharp(portrait).resize(300).jpeg().toBuffer(), await drawPortrait(4)], (application, index) => {
        if (index === 1) application.account = { ...application.account, id: 'the-first-account' };
        if (index === 0) application.account = { ...application.account, id: 'the-first-account' };
        application.applicant.idNumber = '11010519491231002X';
      }),
    );
    const [, again, other] = intake?.batch.applications ?? [];
    const sheet = sheetOf(desk, again);
    expect(duplicateOf(sheet.findings, again)).toEqual(['pass', 'ownEarlier']);
    const shared = sheet.findings.find(({ check, cause }) => check === 'field.id_number' && cause === 'shared');
    expect(shared).toMatchObject({ verdict: 'warn', measured: 1, suggests: ['duplicate.same_person'] });
    expect(sheet.similar.map(({ own }) => own)).toEqual([false, true]);
    expect(sheet.similar[0]?.applicationId).toBe(other?.id);
  }, 60_000);
});
