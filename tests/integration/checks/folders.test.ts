import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkImageFiles, type ImageFile } from '../../../electron/engine/checks/image-files.ts';
import policyFile from '../../../resources/policy.json' with { type: 'json' };
import { policySchema } from '../../../shared/contract/intake/index.ts';
import { asJpeg, drawDocumentPhoto } from '../../fixtures/photos.ts';

const policy = policySchema.parse(policyFile);
const check = async (...paths: string[]): Promise<ImageFile[]> => {
  const results: ImageFile[] = [];
  await checkImageFiles(paths, policy, (result) => results.push(result), { withReading: false });
  return results;
};
const verdictOf = (result: ImageFile | undefined, id: string) => result?.findings.find((finding) => finding.check === id)?.verdict;

let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'photos-'));
  const photo = await asJpeg(await drawDocumentPhoto());
  mkdirSync(join(folder, 'b'));
  writeFileSync(join(folder, 'a.jpg'), photo);
  writeFileSync(join(folder, 'b', 'cut.jpg'), photo.subarray(0, photo.length / 2));
  writeFileSync(join(folder, 'c.txt'), 'no picture');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('files and folders', () => {
  it('get an answer each, in order, a bad one stopping nothing', async () => {
    const results = await check(folder, join(folder, 'absent.jpg'));
    expect(results.map(({ file, verdict }) => [file.slice(folder.length + 1), verdict])).toEqual([
      ['a.jpg', 'pass'],
      [join('b', 'cut.jpg'), 'fail'],
      ['c.txt', 'fail'],
      ['absent.jpg', 'error'],
    ]);
  });

  it('of the samples beside the project get a sensible verdict, and no damaged one passes as intact', async () => {
    const samples = fileURLToPath(new URL('../../../../shared/samples', import.meta.url));
    const present = existsSync(samples);
    if (!present) process.stderr.write('There are no sample photographs beside this checkout; the drawn ones stand for them.\n');
    const damaged = await check(present ? join(samples, 'damaged') : join(folder, 'b'));
    expect(damaged.length).toBeGreaterThan(0);
    for (const result of damaged) expect([result.file, verdictOf(result, 'image.intact')]).toEqual([result.file, 'fail']);
    const photos = await check(present ? join(samples, 'photos') : join(folder, 'a.jpg'));
    expect(photos.length).toBe(present ? readdirSync(join(samples, 'photos')).length : 1);
    const grey = ['brick.png', 'grass.png', 'gravel.png', 'clock_motion.png'];
    // The wall has no edge that is quite sharp: doubtful by the limit that the evaluation chose (docs/policy.md).
    const sharpness: Record<string, string> = { 'clock_motion.png': 'fail', 'brick.png': 'warn' };
    for (const result of photos) {
      const name = result.file.split('/').at(-1) ?? '';
      expect([name, verdictOf(result, 'image.intact')]).toEqual([name, 'pass']);
      expect([name, verdictOf(result, 'image.exposure')]).not.toEqual([name, 'fail']);
      expect([name, verdictOf(result, 'image.sharpness')]).toEqual([name, sharpness[name] ?? 'pass']);
      expect([name, verdictOf(result, 'image.colour')]).toEqual([name, grey.includes(name) ? 'fail' : 'pass']);
    }
  });
});
