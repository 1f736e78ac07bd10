import { queueViews } from '../../../shared/domain/queue.ts';
import { type Command, useCommands } from '../../app/commands/index.ts';
import { useTranslation } from '../../i18n/index.ts';
import type { OwnViews } from './own-views.ts';

/** What the keys of the table do. */
export type TableActs = {
  open(): void;
  go(index: number): void;
  /** Chooses up to the row that is moved to. */
  extend(by: 1 | -1): void;
  toggle(): void;
  all(): void;
  unselect(): void;
  search(): void;
  show(view: (typeof queueViews)[number]): void;
  showOwn(id: string): void;
  filter(): void;
  clearFilter(): void;
  saveView(): void;
  columns(): void;
};

/** Rows that Page Up and Page Down move by. */
const pageStep = 15;

/** Names of the own views that have a number key. */
const numbered = ['queue.own.1', 'queue.own.2', 'queue.own.3'] as const;

/** The keys of the table: moving, choosing, views, filters, columns. */
export const useTableCommands = (
  acts: TableActs,
  { at, total, chosen, filtered, own }: { at: number; total: number; chosen: number; filtered: boolean; own: OwnViews },
): void => {
  const { t } = useTranslation('queue');
  const some = (): boolean => total > 0;
  const moving = { when: some, unlisted: true } as const;
  const commands: Command[] = [
    { name: 'queue.open', run: acts.open, when: some },
    { ...moving, name: 'queue.next', run: () => acts.go(at + 1) },
    { ...moving, name: 'queue.previous', run: () => acts.go(at - 1) },
    { ...moving, name: 'queue.pageDown', run: () => acts.go(at + pageStep) },
    { ...moving, name: 'queue.pageUp', run: () => acts.go(at - pageStep) },
    { ...moving, name: 'queue.first', run: () => acts.go(0) },
    { ...moving, name: 'queue.last', run: () => acts.go(total - 1) },
    { ...moving, name: 'queue.select', run: acts.toggle },
    { ...moving, name: 'queue.selectDown', run: () => acts.extend(1) },
    { ...moving, name: 'queue.selectUp', run: () => acts.extend(-1) },
    { name: 'queue.selectAll', run: acts.all, when: some, whileTyping: false },
    {
      name: 'queue.unselect',
      title: t('commands.unselect'),
      place: 'queue',
      keys: ['Escape'],
      run: acts.unselect,
      when: () => chosen > 0,
      unlisted: true,
    },
    { name: 'queue.search', run: acts.search },
    { name: 'queue.filter', run: acts.filter },
    { name: 'queue.clearFilter', run: acts.clearFilter, when: () => filtered },
    { name: 'queue.saveView', run: acts.saveView },
    { name: 'queue.columns', run: acts.columns },
    ...queueViews.map((view) => ({
      name: `queue.view.${view}` as const,
      run: () => acts.show(view),
    })),
    ...own.views.map(({ id, name }, place): Command => {
      const shown = { title: t('commands.view', { view: name }), run: () => acts.showOwn(id) };
      const known = numbered[place];
      return known === undefined ? { ...shown, name: `queue.own.${id}`, place: 'queue', keys: [] } : { ...shown, name: known };
    }),
  ];
  useCommands(commands);
};
