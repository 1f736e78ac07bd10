import { passphraseFault } from '../../shared/domain/passphrase.ts';

/** How good a new passphrase is, in words: it is told, and only `short` and `guessable` are refused. */
export type Strength = 'empty' | 'short' | 'guessable' | 'weak' | 'good' | 'strong';

/** Judged by length and by how many different characters it has, not by classes of characters (NIST SP 800-63B-4, 3.1.1.2). */
export const strengthOf = (passphrase: string): Strength => {
  const characters = [...passphrase];
  if (characters.length === 0) return 'empty';
  const fault = passphraseFault(passphrase);
  if (fault !== undefined) return fault;
  const different = new Set(characters).size;
  if (characters.length >= 20 && different >= 10) return 'strong';
  return characters.length >= 14 && different >= 6 ? 'good' : 'weak';
};
