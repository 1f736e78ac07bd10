import { createHash } from 'node:crypto';
import type { Random } from '../ports/random.ts';

/** Crockford's base32: no I, L, O and U, so that a code that was written down by hand is read back as it was. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** Characters that carry chance, five bits each: 185 bits. */
const secretLength = 37;
/** Characters that check them, fifteen bits: one mistyped code in 32,768 is not seen as such. */
const checkLength = 3;
const groupLength = 5;

const checkOf = (secret: string): string => {
  const digest = createHash('sha256').update(`shenhetai recovery code ${secret}`).digest();
  return Array.from({ length: checkLength }, (_, place) => alphabet[(digest[place] ?? 0) & 31]).join('');
};

/** A new code, as it is shown and printed: eight groups of five characters. */
export const newRecoveryCode = (random: Random): string => {
  const secret = Array.from(random.bytes(secretLength), (byte) => alphabet[byte & 31]).join('');
  const whole = secret + checkOf(secret);
  return Array.from({ length: whole.length / groupLength }, (_, group) => whole.slice(group * groupLength, (group + 1) * groupLength)).join(
    '-',
  );
};

/** A typed code without its dashes and spaces, letters read as they are meant; undefined where its check does not fit, so that it was mistyped. */
export const readRecoveryCode = (typed: string): string | undefined => {
  const plain = typed
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[\s\-–—_.]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1');
  if (plain.length !== secretLength + checkLength || [...plain].some((character) => !alphabet.includes(character))) return undefined;
  const secret = plain.slice(0, secretLength);
  return checkOf(secret) === plain.slice(secretLength) ? plain : undefined;
};
