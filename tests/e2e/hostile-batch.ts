import sharp from 'sharp';
import type { Application, ApplicationDocument } from '../../shared/domain/application.ts';
import type { ReviewRequest } from '../../shared/domain/request.ts';
import { type Batch, batchNow, drawPhoto, fixedId, makeBatch, sha256Of } from '../fixtures/batch.ts';

/** What nobody expects of a form, an application each, in this order. All of it is invented. */
export const hostile = [
  'long',
  'rare',
  'rightToLeft',
  'override',
  'noDocuments',
  'manyDocuments',
  'extremePhotos',
  'thousandFindings',
] as const;
export type Hostile = (typeof hostile)[number];

/** U+202E turns everything after it; U+2069 closes an isolate that it did not open. */
const override = '\u202E';
const closing = '\u2069';

/** Names as they are searched for and looked at. */
export const names = {
  long: '示例长姓名'.repeat(40),
  rare: '𠮷𰻝𱁬',
  rightToLeft: 'محمد بن عبد الله النموذجي',
  override: `样本${closing}${override}甲乙`,
} as const;

const applicants: Partial<Record<Hostile, Partial<Application['applicant']>>> = {
  long: {
    name: names.long,
    latinName: 'SAMPLE'.repeat(33),
    address: '示例市样本路'.repeat(333),
    issuingAuthority: '示例市公安局'.repeat(30),
    email: `${'sample.'.repeat(40)}long@example.test`,
    ethnicity: '样本民族'.repeat(25),
  },
  rare: { name: names.rare, address: '𠮷野市𰻞𰻞街 1 号 👨‍👩‍👧‍👦🏳️‍🌈 Z̸̢̛͓a̷̢͠l̶̨̛g̵̢͝o̶', ethnicity: '🧑🏽‍💻' },
  rightToLeft: { name: names.rightToLeft, address: 'רחוב הדוגמה 12, עיר לדוגמה', issuingAuthority: 'سلطة النموذج (١٢٣)' },
  override: { name: names.override, address: `示例市${override}路本样 1 号`, email: `sample${override}tset.elpmaxe@example.test` },
};

type File = { bytes: Uint8Array; declaredType: string };

const picture = async (width: number, height: number): Promise<File> => ({
  bytes: new Uint8Array(
    await sharp({ create: { width, height, channels: 3, background: { r: 90, g: 150, b: 210 } } })
      .jpeg()
      .toBuffer(),
  ),
  declaredType: 'image/jpeg',
});

/** A batch of them, and four requests about the one that is written from right to left. */
export const makeHostileBatch = async (): Promise<Batch> => {
  const batch = await makeBatch({ count: hostile.length });
  const card: File = { bytes: await drawPhoto(90), declaredType: 'image/jpeg' };
  const files = { dot: await picture(1, 1), wide: await picture(60_000, 300), tall: await picture(300, 60_000), card };
  for (const { bytes } of Object.values(files)) batch.documents.set(sha256Of(bytes), bytes);
  let made = 0;
  const named = (kind: string, { bytes, declaredType }: File, fileName = `${kind}.jpg`): ApplicationDocument => {
    made += 1;
    return {
      id: fixedId('hostile', made),
      kind,
      sha256: sha256Of(bytes),
      byteLength: bytes.byteLength,
      declaredType,
      fileName,
      uploadedAt: batchNow,
    };
  };
  const documentsOf: Partial<Record<Hostile, () => ApplicationDocument[]>> = {
    override: () => [named('id_front', card, `front${override}gpj.exe`), named('id_back', card), named('portrait', card)],
    noDocuments: () => [],
    manyDocuments: () => Array.from({ length: 40 }, (_, index) => named(index === 0 ? 'id_front' : 'supplement', card)),
    extremePhotos: () => [named('id_front', files.dot), named('id_back', files.wide), named('portrait', files.tall)],
    // The protocol takes 200 documents of one application; every one of these has several faults.
    thousandFindings: () => Array.from({ length: 200 }, () => named('supplement', files.dot)),
  };
  for (const [index, what] of hostile.entries()) {
    const application = batch.applications[index];
    if (application === undefined) continue;
    Object.assign(application.applicant, applicants[what]);
    application.documents = documentsOf[what]?.() ?? application.documents;
  }
  const about = batch.applications[hostile.indexOf('rightToLeft')];
  const payloads: Record<string, ReviewRequest['payload']> = {
    amendment: { changes: { name: `${names.rightToLeft}${override}`, address: '示例市样本路'.repeat(333) } },
    contact_recovery: { name: names.rightToLeft, newEmail: `sample${override}@example.test` },
    follow_up: { message: `أين طلبي؟${override} ${'示例长留言'.repeat(200)}` },
  };
  for (const request of batch.requests) {
    if (about === undefined) continue;
    request.applicationId = about.id;
    request.accountId = about.account.id;
    request.payload = payloads[request.kind] ?? request.payload;
  }
  return batch;
};
