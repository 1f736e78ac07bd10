import { z } from 'zod';
import { type QueueView, queueOrders, queueViews } from '../../../shared/domain/queue.ts';
import { columnNames, type Widths } from './columns.ts';

/** How the table is looked at: nothing of what is in it. */
const lookSchema = z.object({
  view: z.enum(queueViews),
  order: z.object({ by: z.enum(queueOrders), descending: z.boolean() }),
  widths: z.partialRecord(z.enum(columnNames), z.number().min(40).max(1_200)),
});
/** See {@link lookSchema}. */
export type QueueLook = { view: QueueView; order: z.infer<typeof lookSchema>['order']; widths: Widths };

const place = 'desk.queue';
const initial: QueueLook = { view: 'mine', order: { by: 'due', descending: false }, widths: {} };

/** The look of last time; the usual one where there is none or it can't be read. */
export const rememberedLook = (): QueueLook => {
  try {
    const read = lookSchema.safeParse(JSON.parse(localStorage.getItem(place) ?? ''));
    return read.success ? (read.data as QueueLook) : initial;
  } catch {
    return initial;
  }
};

/** Keeps the look for next time. Storage that is full or switched off loses only that. */
export const rememberLook = (look: QueueLook): void => {
  try {
    localStorage.setItem(place, JSON.stringify(look));
  } catch {
    // The table works without; there is nothing to tell anyone.
  }
};

/** Where the person was in the table; held in memory only, since it names an application. */
export const whereabouts: { applicationId: string | undefined; scroll: number } = { applicationId: undefined, scroll: 0 };
