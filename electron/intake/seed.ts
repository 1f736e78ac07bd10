import policyFile from '../../resources/policy.json' with { type: 'json' };
import reasonsFile from '../../resources/reasons.json' with { type: 'json' };
import { catalogueSchema, policySchema } from '../../shared/contract/intake/index.ts';
import type { Change, ChangeBody } from '../../shared/domain/change.ts';
import { uuidRandomBytes, uuidv7 } from '../../shared/domain/uuid.ts';
import { type Clock, timestamp } from './clock.ts';
import type { DocumentFolder } from './document-folder.ts';
import { recordChange } from './record-change.ts';
import type { Store } from './store/index.ts';
import type { RandomBytes } from './tokens.ts';

/** What a server starts with: the feed's first entries, in order, and the documents' bytes by their lower-case hex SHA-256. */
export type Batch = { changes: readonly Change[]; documents: ReadonlyMap<string, Uint8Array> };

/** What is filled, and by which clock and chance. */
export type Seeding = { store: Store; documents: DocumentFolder; clock: Clock; random: RandomBytes };

/** Told how far the first start is: applications drawn, then documents stored. What is recorded as it is drawn is stored with that. */
export type SeedProgress = (done: number, total: number, step: 'drawing' | 'storing') => void;

/** The platform's rules and reasons that come with the product, where a batch brings none of its own. */
export const ownRules = (changes: readonly Change[]): ChangeBody[] => {
  const bodies: ChangeBody[] = [];
  if (!changes.some(({ kind }) => kind === 'policy.upsert')) {
    const policy = policySchema.parse(policyFile);
    bodies.push({ kind: 'policy.upsert', version: policy.version, policy });
  }
  if (!changes.some(({ kind }) => kind === 'reasons.upsert')) {
    const catalogue = catalogueSchema.parse(reasonsFile);
    bodies.push({ kind: 'reasons.upsert', version: catalogue.version, catalogue });
  }
  return bodies;
};

/**
 * Fills an empty store with a batch; a filled one is left as it is. The documents come first and the entries in one transaction after them, so that
 * a start that was broken off begins anew.
 * @param makeBatch asked only when the store is empty
 */
export const seed = async (
  { store, documents, clock, random }: Seeding,
  makeBatch: () => Promise<Batch>,
  onProgress: SeedProgress,
): Promise<void> => {
  if (store.property('seeded_at') !== undefined) return;
  const batch = await makeBatch();
  const total = batch.documents.size;
  onProgress(0, total, 'storing');
  await documents.putAll(batch.documents, (done) => onProgress(done, total, 'storing'));
  store.transaction(() => {
    for (const body of ownRules(batch.changes)) recordChange(store, body, timestamp(clock()));
    for (const { seq: _seq, at, ...body } of batch.changes) recordChange(store, body, at);
    store.setProperty('feed_id', uuidv7(clock(), random(uuidRandomBytes)));
    store.setProperty('seeded_at', timestamp(clock()));
  });
};
