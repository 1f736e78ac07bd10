import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Result } from '../../../shared/domain/failure.ts';
import { onDisk, writeFileAtomically } from '../ports/disk.ts';

/**
 * Failed passphrases since the last right one, when the last was tried, ms since 1970, and how long the machine had been running then, ms. The file of an older
 * version does not tell the last.
 */
export type Attempts = { failures: number; lastAt: number; sinceBoot?: number | undefined };

/** A moment, by the wall clock (ms since 1970) and by the time since the machine was started (ms), which nobody can set. */
export type Moment = { nowMs: number; sinceBootMs?: number | undefined };

const none: Attempts = { failures: 0, lastAt: 0 };
const attemptsSchema = z.object({ failures: z.int().min(0), lastAt: z.number(), sinceBoot: z.number().min(0).optional() });

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

/**
 * Milliseconds that have certainly passed since the last try. By the time since the machine was started where it is known of both, so that setting the clock, forward or
 * back, changes nothing: after a restart at least what the machine has been running since. Otherwise by the wall clock, of which a setting back counts as no time.
 */
const passedSince = ({ lastAt, sinceBoot }: Attempts, { nowMs, sinceBootMs }: Moment): number => {
  if (sinceBoot === undefined || sinceBootMs === undefined) return Math.max(0, nowMs - lastAt);
  return sinceBootMs >= sinceBoot ? sinceBootMs - sinceBoot : sinceBootMs;
};

/** Seconds that are still to wait, rounded up; never more than the whole wait. */
export const remainingWait = (attempts: Attempts, moment: Moment): number =>
  Math.max(0, Math.ceil(waitAfter(attempts.failures) - passedSince(attempts, moment) / 1_000));

/** One more failure, at that moment. */
export const failedOnceMore = ({ failures }: Attempts, { nowMs, sinceBootMs }: Moment): Attempts => ({
  failures: failures + 1,
  lastAt: nowMs,
  sinceBoot: sinceBootMs,
});

/** Keeps the count, durable. */
export const saveAttempts = (folder: string, attempts: Attempts): Promise<Result<void>> =>
  writeFileAtomically(attemptsPath(folder), `${JSON.stringify(attempts)}\n`);

/** Forgets the count after a right passphrase. */
export const clearAttempts = (folder: string): Promise<Result<void>> => onDisk(() => rm(attemptsPath(folder), { force: true }));
