import { chmodSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { uuidRandomBytes, uuidv7 } from '../../shared/domain/uuid.ts';
import { sha256Hex } from './canonical.ts';
import type { Clock } from './clock.ts';
import type { Reviewer, Store } from './store/index.ts';

/** A reviewer with the token they sign in with, as printed at start. */
export type IssuedToken = { reviewerId: string; name: string; role: Reviewer['role']; token: string };

/** Gives so many random bytes, unpredictable ones. */
export type RandomBytes = (count: number) => Uint8Array;

/** Bytes of a token: 256 bits can't be guessed. */
const tokenBytes = 32;

/** Invented people: two reviewers and a senior, so that the demo shows claims, conflicts and overrides. */
const firstReviewers: { name: string; role: Reviewer['role'] }[] = [
  { name: '林晓雯', role: 'reviewer' },
  { name: '陈望舒', role: 'reviewer' },
  { name: '周砚秋', role: 'senior' },
];

const fileSchema = z.array(
  z.object({ reviewerId: z.string(), name: z.string(), role: z.enum(['reviewer', 'senior']), token: z.string().min(16) }),
);

const readFile = (path: string): IssuedToken[] => {
  try {
    const read = fileSchema.safeParse(JSON.parse(readFileSync(path, 'utf8')));
    return read.success ? read.data : [];
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT' || error instanceof SyntaxError) return [];
    throw error;
  }
};

/**
 * The reviewers and their tokens: made at the first start, the same ones at every later start.
 * The database holds only hashes; the tokens lie in `tokens.json`, readable by its owner alone. A reviewer whose token the file has lost gets a new one.
 */
export const issueTokens = (store: Store, dataDirectory: string, clock: Clock, random: RandomBytes): IssuedToken[] => {
  const path = join(dataDirectory, 'tokens.json');
  const kept = new Map(readFile(path).map((issued) => [issued.reviewerId, issued]));
  const known = store.reviewers.all();
  const reviewers: Reviewer[] =
    known.length > 0 ? known : firstReviewers.map((reviewer) => ({ id: uuidv7(clock(), random(uuidRandomBytes)), ...reviewer }));
  const issued = reviewers.map(({ id, name, role }): IssuedToken => {
    const before = kept.get(id);
    const valid = before !== undefined && known.some((reviewer) => reviewer.id === id && reviewer.tokenHash === sha256Hex(before.token));
    return { reviewerId: id, name, role, token: valid ? before.token : Buffer.from(random(tokenBytes)).toString('base64url') };
  });
  // The file first: a token that the database knows and nobody can read again would lock everybody out.
  writeFileSync(`${path}.part`, `${JSON.stringify(issued, null, 2)}\n`, { mode: 0o600 });
  chmodSync(`${path}.part`, 0o600);
  renameSync(`${path}.part`, path);
  store.transaction(() => {
    for (const { reviewerId, name, role, token } of issued)
      store.reviewers.put({ id: reviewerId, name, role, tokenHash: sha256Hex(token) });
  });
  return issued;
};
