import { z } from 'zod';
import { uuidRandomBytes, uuidv7 } from '../../shared/domain/uuid.ts';
import { timestamp } from './clock.ts';
import { recordChange } from './record-change.ts';
import { ownRules, type Seeding, type SeedProgress } from './seed.ts';

/** What a batch that was begun hangs on; kept in the store, so that a later start goes on with the very same one. */
const begunSchema = z.object({ seed: z.number(), count: z.number(), now: z.string() });

/** A sample batch that comes into the feed while it is drawn. */
export type Drawing = {
  /** Resolves once as many applications are there as were to be waited for. Rejects with what kept them from being drawn or stored. */
  begun: Promise<void>;
  /** Gives up what is being drawn, without waiting for it. Nothing is written any more once this has resolved. */
  close: () => Promise<void>;
};

/** What drawing needs beside the store. */
export type DrawingNeeds = Seeding & {
  /** Runs `work` while no document is stored or erased elsewhere: the file that comes may be the very one that was just given up. */
  inTurn: <Value>(work: () => Promise<Value>) => Promise<Value>;
  onProgress: SeedProgress;
  /** Told, after {@link Drawing.begun}, what broke the drawing off. What is there stays and is served; the rest follows at the next start. */
  onBrokenOff: (cause: unknown) => void;
};

/** Whether an earlier start began to draw a batch into this store and did not come to its end. */
export const isHalfDrawn = ({ store }: Pick<Seeding, 'store'>): boolean =>
  store.property('seeded_at') === undefined && store.property('drawing') !== undefined;

/**
 * Draws the sample batch into the store piece by piece: rules and announcements first, then each application as soon as it is drawn, with its documents
 * before its entries and those in one transaction. A batch that was begun earlier is gone on with: what is there, and whatever was done to it, is left alone.
 * @param batch which one to begin, where none was begun
 * @param awaited for how many applications `begun` waits
 */
export const drawIntoFeed = async (needs: DrawingNeeds, batch: { seed: number; count: number }, awaited: number): Promise<Drawing> => {
  const { store, documents, clock, random, inTurn, onProgress, onBrokenOff } = needs;
  const { drawnAtATime, samplePieces } = await import('./sample/index.ts');
  const kept = store.property('drawing');
  const begun = kept === undefined ? { ...batch, now: timestamp(clock()) } : begunSchema.parse(JSON.parse(kept));
  const { count } = begun;
  const stopping = new AbortController();
  const { announcements, applications } = samplePieces(begun, stopping.signal);
  if (kept === undefined)
    store.transaction(() => {
      for (const body of ownRules([])) recordChange(store, body, begun.now);
      for (const { at, body } of announcements) recordChange(store, body, at);
      store.setProperty('feed_id', uuidv7(clock(), random(uuidRandomBytes)));
      store.setProperty('drawing', JSON.stringify(begun));
    });

  // An application that was removed meanwhile keeps its row, so it does not come back either.
  const missing = applications.filter(({ id }) => store.applications.find(id) === undefined);
  const reached = Promise.withResolvers<void>();
  let done = count - missing.length;
  const told = (): void => {
    onProgress(done, count, 'drawing');
    if (done >= Math.min(awaited, count)) reached.resolve();
  };
  const finishIfWhole = (there: number): void => {
    if (there === count) store.setProperty('seeded_at', timestamp(clock()));
  };
  const work = async (): Promise<void> => {
    for (let next = missing.shift(); next !== undefined; next = missing.shift()) {
      const { entries, documents: files } = await next.draw();
      await inTurn(async () => {
        stopping.signal.throwIfAborted();
        await documents.putAll(files);
        store.transaction(() => {
          for (const { at, body } of entries) recordChange(store, body, at);
          finishIfWhole(done + 1);
        });
        done += 1;
        told();
      });
    }
  };
  finishIfWhole(done);
  told();
  Promise.all(Array.from({ length: drawnAtATime }, work)).catch((cause: unknown) => {
    // Of what was stopped each piece under way is rejected, too.
    if (stopping.signal.aborted) return;
    stopping.abort();
    if (done < Math.min(awaited, count)) reached.reject(cause);
    else onBrokenOff(cause);
  });
  return {
    begun: reached.promise,
    close: async () => {
      stopping.abort();
      await inTurn(async () => {});
    },
  };
};
