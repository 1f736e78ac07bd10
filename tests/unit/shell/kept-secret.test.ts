import { expect, test } from 'vitest';
import { systemRandom } from '../../../electron/engine/ports/random.ts';
import { openSealedBoxes, sealTo } from '../../../electron/engine/ports/sealed-box.ts';
import { openKeptSecret } from '../../../electron/main/engine/kept-secret.ts';

const secret = new Uint8Array(32).map((_, index) => index * 7 + 3);

test('what one engine seals for keeping the next one opens, and nobody else does', () => {
  const kept = openKeptSecret();
  const next = openSealedBoxes();
  const box = sealTo(kept.publicKey, secret, systemRandom);
  expect(Buffer.from(box).includes(Buffer.from(secret))).toBe(false);
  kept.keep(box);
  const sealed = kept.sealedTo(next.publicKey);
  if (sealed === undefined) throw new Error('nothing was kept');
  expect(Buffer.from(sealed).includes(Buffer.from(secret))).toBe(false);
  expect([...next.open(sealed)]).toEqual([...secret]);
  expect(() => openSealedBoxes().open(sealed)).toThrow();
  expect(() => next.open(sealed.map((byte, place) => (place === 100 ? byte ^ 1 : byte)))).toThrow();
});

test('a secret that is forgotten is overwritten, and nothing is resumed with it', () => {
  const kept = openKeptSecret();
  const box = sealTo(kept.publicKey, secret, systemRandom);
  kept.keep(box);
  kept.keep(undefined);
  expect(box.every((byte) => byte === 0)).toBe(true);
  expect(kept.sealedTo(openSealedBoxes().publicKey)).toBeUndefined();
});

test('what is no sealed secret of ours resumes nothing', () => {
  const kept = openKeptSecret();
  kept.keep(new Uint8Array(125));
  expect(kept.sealedTo(openSealedBoxes().publicKey)).toBeUndefined();
});
