import { passphraseMinLength } from '../../../shared/domain/passphrase.ts';

/** How good a new passphrase is, in words: it is told, and only `short` is refused. */
export type Strength = 'empty' | 'short' | 'weak' | 'good' | 'strong';

/** Judged by length and by how many different characters it has, not by classes of characters (NIST SP 800-63B-4, 3.1.1.2). */
export const strengthOf = (passphrase: string): Strength => {
  const characters = [...passphrase];
  if (characters.length === 0) return 'empty';
  if (characters.length < passphraseMinLength) return 'short';
  const different = new Set(characters).size;
  if (different < 6) return 'weak';
  if (characters.length >= 20 && different >= 10) return 'strong';
  return characters.length >= 14 ? 'good' : 'weak';
};
