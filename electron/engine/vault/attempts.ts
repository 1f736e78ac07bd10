import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Result } from '../../../shared/domain/failure.ts';
import { onDisk, writeFileAtomically } from '../ports/disk.ts';

/** Failed passphrases since the last right one, and when the last was tried, ms since 1970. */
export type Attempts = { failures: number; lastAt: number };

const none: Attempts = { failures: 0, lastAt: 0 };
const attemptsSchema = z.object({ failures: z.int().min(0), lastAt: z.number() });

/**
 * Beside the vault and in the clear, since it is needed before anything is unlocked. Whoever can delete it can also copy the vault away and
 * guess without it: the wait keeps people at the keyboard from guessing, Argon2id keeps the others.
 */
const attemptsPath = (folder: string): string => join(folder, 'vault-attempts.json');

/** Seconds to wait after so many failures: none for the first three, then 1, 2, 4, … at most 60. */
export const waitAfter = (failures: number): number => (failures <= 3 ? 0 : Math.min(60, 2 ** (failures - 4)));

/** What was tried so far; a file that is missing or can't be read counts as nothing tried. */
export const readAttempts = (folder: string): Attempts => {
  try {
    return attemptsSchema.parse(JSON.parse(readFileSync(attemptsPath(folder), 'utf8')));
  } catch {
    return none;
  }
};

/** Seconds that are still to wait at `nowMs`, rounded up. A clock that was set back makes the wait begin anew, never longer. */
export const remainingWait = ({ failures, lastAt }: Attempts, nowMs: number): number => {
  const wait = waitAfter(failures);
  const passed = Math.max(0, nowMs - lastAt) / 1_000;
  return Math.max(0, Math.ceil(wait - passed));
};

/** Keeps the count, durable. */
export const saveAttempts = (folder: string, attempts: Attempts): Promise<Result<void>> =>
  writeFileAtomically(attemptsPath(folder), `${JSON.stringify(attempts)}\n`);

/** Forgets the count after a right passphrase. */
export const clearAttempts = (folder: string): Promise<Result<void>> => onDisk(() => rm(attemptsPath(folder), { force: true }));
