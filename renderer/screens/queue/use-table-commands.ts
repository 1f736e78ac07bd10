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
  const group = t('commands.group');
  const some = (): boolean => total > 0;
  const moving = { group, when: some, unlisted: true } as const;
  const commands: Command[] = [
    { name: 'queue.open', title: t('commands.open'), group, run: acts.open, when: some },
    { ...moving, name: 'queue.next', title: t('commands.next'), run: () => acts.go(at + 1) },
    { ...moving, name: 'queue.previous', title: t('commands.previous'), run: () => acts.go(at - 1) },
    { ...moving, name: 'queue.pageDown', title: t('commands.pageDown'), run: () => acts.go(at + pageStep) },
    { ...moving, name: 'queue.pageUp', title: t('commands.pageUp'), run: () => acts.go(at - pageStep) },
    { ...moving, name: 'queue.first', title: t('commands.first'), run: () => acts.go(0) },
    { ...moving, name: 'queue.last', title: t('commands.last'), run: () => acts.go(total - 1) },
    { ...moving, name: 'queue.select', title: t('commands.select'), run: acts.toggle },
    { ...moving, name: 'queue.selectDown', title: t('commands.selectDown'), run: () => acts.extend(1) },
    { ...moving, name: 'queue.selectUp', title: t('commands.selectUp'), run: () => acts.extend(-1) },
    { name: 'queue.selectAll', title: t('commands.selectAll'), group, run: acts.all, when: some, whileTyping: false },
    {
      name: 'queue.unselect',
      title: t('commands.unselect'),
      group,
      keys: ['Escape'],
      run: acts.unselect,
      when: () => chosen > 0,
      unlisted: true,
    },
    { name: 'queue.search', title: t('commands.search'), group, run: acts.search },
    { name: 'queue.filter', title: t('commands.filter'), group, run: acts.filter },
    { name: 'queue.clearFilter', title: t('commands.clearFilter'), group, run: acts.clearFilter, when: () => filtered },
    { name: 'queue.saveView', title: t('commands.saveView'), group, run: acts.saveView },
    { name: 'queue.columns', title: t('commands.columns'), group, run: acts.columns },
    ...queueViews.map((view) => ({
      name: `queue.view.${view}` as const,
      title: t('commands.view', { view: t(`views.${view}`) }),
      group,
      run: () => acts.show(view),
    })),
    ...own.views.map(({ id, name }, place): Command => {
      const shown = { title: t('commands.view', { view: name }), group, run: () => acts.showOwn(id) };
      const known = numbered[place];
      return known === undefined ? { ...shown, name: `queue.own.${id}`, keys: [] } : { ...shown, name: known };
    }),
  ];
  useCommands(commands);
};
