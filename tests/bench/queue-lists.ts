/** Asking the queue for pages of a million applications and of ten thousand, in turn, and printing what the benches of the queue print. */
import type { QueueQuery } from '../../shared/domain/queue.ts';
import { hourMs, toTimestamp } from '../../shared/domain/shanghai-time.ts';
import { printFigure } from './figure.ts';
import { lookedAt, openMany } from './many-applications.ts';

const many = 1_000_000;
const few = 10_000;
/** What a page may take, ms (`quality.md`). */
const limit = 50;
const rounds = 5;
/** As many as the table asks for at once. */
const rowsWanted = 40;
const atRiskHours = 8;

/** Rows as the screen asks for them; missing members as it opens. */
export type Asked = Partial<QueueQuery>;

/** Opens both databases, asks every page `rounds` times (the first round does not count), and prints two figures: against the limit, and the growth from few to many. */
export const measureQueue = (bench: string, pages: (count: number) => readonly Asked[]): void => {
  const moment = [toTimestamp(lookedAt), toTimestamp(lookedAt + atRiskHours * hourMs), toTimestamp(lookedAt - 10 * hourMs)] as const;
  const take = (count: number): number[] => {
    const { store, close } = openMany(count);
    const asked = pages(count);
    const values: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      for (const query of asked) {
        const begun = performance.now();
        store.read.queuePage({ view: 'mine', order: { by: 'due', descending: false }, offset: 0, limit: rowsWanted, ...query }, ...moment);
        if (round > 0) values.push(performance.now() - begun);
      }
    }
    close();
    return values;
  };
  const overFew = take(few);
  const overMany = take(many);
  printFigure(bench, 'ms', overMany, [limit]);
  printFigure(`${bench}-growth`, 'ms', overMany, overFew);
};
