import sharp, { type Sharp } from 'sharp';
import { describe, expect, it } from 'vitest';
import { examineImage } from '../../../electron/engine/checks/images/examine.ts';
import { inventPerson } from '../../../electron/intake/sample/people.ts';
import { randomFrom } from '../../../electron/intake/sample/random.ts';
import { drawUpload } from '../../../electron/intake/sample/uploads.ts';
import policyFile from '../../../resources/policy.json' with { type: 'json' };
import { policySchema } from '../../../shared/contract/intake/index.ts';
import type { DocumentKind } from '../../../shared/domain/application.ts';
import type { CheckId } from '../../../shared/domain/finding.ts';
import { jpegOf } from './pictures.ts';

const policy = policySchema.parse(policyFile);
const draw = async (kind: DocumentKind, seed: string): Promise<Sharp> =>
  sharp((await drawUpload(inventPerson(randomFrom(seed), '2026-11-25'), kind, randomFrom(`scene of ${seed}`), [], [])).bytes);
const verdict = async (photo: Sharp, kind: DocumentKind, check: CheckId) => {
  const { findings } = await examineImage(await jpegOf(photo), { fileName: 'photo.jpg', declaredType: '', kind }, policy, false);
  return findings.find((one) => one.check === check)?.verdict;
};

describe('a limit that the evaluation chose', { timeout: 60_000 }, () => {
  it('makes a photo that is slightly out of focus doubtful and leaves a sharp one alone', async () => {
    const photo = (await draw('id_back', 'a person')).resize(1_200);
    expect(await verdict(photo.clone(), 'id_back', 'image.sharpness')).toBe('pass');
    expect(await verdict(photo.clone().blur(1.6), 'id_back', 'image.sharpness')).toBe('warn');
    expect(await verdict(photo.clone().blur(3), 'id_back', 'image.sharpness')).toBe('fail');
  });

  it('does not take a card in a wide plain margin for black-and-white, and still refuses one that is', async () => {
    const card = await (await draw('id_front', 'margin 0')).resize(720).png().toBuffer();
    const margin = { top: 270, bottom: 270, left: 480, right: 480, background: '#8b8478' };
    const far = await sharp(card).extend(margin).png().toBuffer();
    expect(await verdict(sharp(far), 'id_front', 'image.colour')).toBe('warn');
    expect(await verdict(sharp(far).greyscale(), 'id_front', 'image.colour')).toBe('fail');
  });
});
