import { mkdir, mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { checkImageFiles, type ImageFile } from '../../../electron/engine/checks/image-files.ts';
import policyFile from '../../../resources/policy.json' with { type: 'json' };
import { policySchema } from '../../../shared/contract/intake/index.ts';
import { drawPhoto } from '../../unit/checks/pictures.ts';

const policy = policySchema.parse(policyFile);
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'image-files-'));
  const photo = await drawPhoto();
  await mkdir(join(folder, 'below'));
  await writeFile(join(folder, 'a-good.jpg'), photo);
  await writeFile(join(folder, 'b-cut.jpg'), photo.subarray(0, photo.length / 2));
  await writeFile(join(folder, 'c-empty.png'), '');
  await writeFile(join(folder, 'd-text.jpg'), 'no picture at all');
  const large = await open(join(folder, 'e-large.jpg'), 'w');
  await large.write(photo);
  await large.truncate(120 * 1024 * 1024);
  await large.close();
  await writeFile(join(folder, 'below', 'good.jpg'), photo);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it('answers for every file below a folder and never stops at a bad one', async () => {
  const results: ImageFile[] = [];
  await checkImageFiles([folder, join(folder, 'not there.jpg')], policy, (result) => results.push(result), { withReading: false });
  const told = results.map(({ file, verdict }) => [file.slice(folder.length + 1), verdict]);
  expect(told).toEqual([
    ['a-good.jpg', 'pass'],
    ['b-cut.jpg', 'fail'],
    [join('below', 'good.jpg'), 'pass'],
    ['c-empty.png', 'fail'],
    ['d-text.jpg', 'fail'],
    ['e-large.jpg', 'fail'],
    ['not there.jpg', 'error'],
  ]);
  const intact = (at: number) => results[at]?.findings.find(({ check }) => check === 'image.intact')?.verdict;
  expect([0, 1, 3, 4, 5].map(intact).map((verdict) => verdict === 'pass')).toEqual([true, false, false, false, false]);
});
