import { fail, type Result, succeed } from '../../../shared/domain/failure.ts';
import { passphraseFault, passphraseMinLength } from '../../../shared/domain/passphrase.ts';

/** Fails with `passphrase_weak` under the least length, `passphrase_guessable` for what would be tried first. */
export const acceptPassphrase = (passphrase: string): Result<void> => {
  const fault = passphraseFault(passphrase);
  if (fault === undefined) return succeed(undefined);
  return fault === 'short' ? fail('passphrase_weak', { minLength: passphraseMinLength }) : fail('passphrase_guessable');
};
