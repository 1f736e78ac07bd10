import type { InputRef } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { type QueueView, queueViews } from '../../../shared/domain/queue.ts';
import { type Command, useCommands } from '../../app/commands/index.ts';
import { lastReviewed, navigate } from '../../app/routes/index.ts';
import { failureOf } from '../../engine/index.ts';
import { useFormat, useTranslation } from '../../i18n/index.ts';
import { FailureNotice, Loading, ScreenFrame } from '../../parts/index.ts';
import { Arriving } from './arriving.tsx';
import { Grid } from './grid.tsx';
import { NothingHere } from './nothing-here.tsx';
import { useLook, whereabouts } from './remembered.ts';
import { SearchBox } from './search-box.tsx';
import { TakeNext } from './take-next.tsx';
import { useRows } from './use-rows.ts';
import { useTakeNext } from './use-take-next.ts';
import { Views } from './views.tsx';
import './queue.css';

/** Rows that Page Up and Page Down move by. */
const pageStep = 15;

/** The queue. */
export const QueueScreen = () => {
  const { t } = useTranslation('queue');
  const format = useFormat();
  const [look, change] = useLook();
  const [search, setSearch] = useState('');
  const rows = useRows({ view: look.view, order: look.order, ...(search === '' ? {} : { search }) });
  const [at, setAt] = useState(0);
  const grid = useRef<HTMLDivElement>(null);
  const box = useRef<InputRef>(null);
  const takeNext = useTakeNext();

  const toTop = (): void => {
    whereabouts.applicationId = undefined;
    grid.current?.scrollTo({ top: 0 });
    setAt(0);
  };
  const show = (view: QueueView): void => {
    if (view === look.view) return;
    change({ view });
    toTop();
  };
  const select = (index: number): void => {
    const row = rows.rowAt(index);
    whereabouts.applicationId = row?.applicationId;
    setAt(index);
  };
  const open = (index: number): void => {
    const row = rows.rowAt(index);
    if (row !== undefined) navigate({ screen: 'review', applicationId: row.applicationId, view: look.view });
  };
  const go = (index: number): void => {
    if (rows.total > 0) select(Math.min(Math.max(index, 0), rows.total - 1));
    grid.current?.focus({ preventScroll: true });
  };

  // Whoever comes back from reviewing finds the application that was on screen last; rows that come or go leave the choice on the same one.
  const { firstRows, stale, total } = rows;
  useEffect(() => {
    if (stale || firstRows.length === 0) return;
    const wanted = whereabouts.applicationId ?? lastReviewed();
    const found = wanted === undefined ? -1 : firstRows.findIndex(({ applicationId }) => applicationId === wanted);
    setAt((now) => (found >= 0 ? found : Math.min(now, Math.max(0, total - 1))));
  }, [firstRows, stale, total]);

  /** The chosen application, also in the moment in which the list has just moved and its row is another one. */
  const openChosen = (): void => {
    const chosen = firstRows.findIndex(({ applicationId }) => applicationId === whereabouts.applicationId);
    open(chosen >= 0 ? chosen : at);
  };

  const group = t('commands.group');
  const some = (): boolean => rows.total > 0;
  const commands: Command[] = [
    { name: 'queue.open', title: t('commands.open'), group, run: openChosen, when: some },
    { name: 'queue.next', title: t('commands.next'), group, run: () => go(at + 1), when: some, unlisted: true },
    {
      name: 'queue.previous',
      title: t('commands.previous'),
      group,
      run: () => go(at - 1),
      when: some,
      unlisted: true,
    },
    {
      name: 'queue.pageDown',
      title: t('commands.pageDown'),
      group,
      run: () => go(at + pageStep),
      when: some,
      unlisted: true,
    },
    {
      name: 'queue.pageUp',
      title: t('commands.pageUp'),
      group,
      run: () => go(at - pageStep),
      when: some,
      unlisted: true,
    },
    { name: 'queue.first', title: t('commands.first'), group, run: () => go(0), when: some, unlisted: true },
    { name: 'queue.last', title: t('commands.last'), group, run: () => go(rows.total - 1), when: some, unlisted: true },
    { name: 'queue.search', title: t('commands.search'), group, run: () => box.current?.focus({ cursor: 'all' }) },
    ...queueViews.map((view) => ({
      name: `queue.view.${view}` as const,
      title: t('commands.view', { view: t(`views.${view}`) }),
      group,
      run: () => show(view),
    })),
  ];
  useCommands(commands);

  return (
    <ScreenFrame
      title={t('title')}
      detail={rows.loading ? undefined : t('shown', { total: format.count(rows.total) })}
      actions={
        <>
          <TakeNext {...takeNext} />
          <SearchBox
            ref={box}
            value={search}
            onSearch={(wanted) => {
              setSearch(wanted);
              toTop();
            }}
            onLeave={() => grid.current?.focus({ preventScroll: true })}
          />
        </>
      }
      fixed
    >
      <Views view={look.view} onView={show} />
      {takeNext.failure === undefined ? null : (
        <div className="queue-arriving">
          <FailureNotice failure={takeNext.failure} onRetry={takeNext.ask} onClose={takeNext.dismiss} />
        </div>
      )}
      <Arriving />
      <div id="queue-panel" className="queue-panel" role="tabpanel" aria-labelledby={`queue-view-${look.view}`}>
        {rows.error !== null ? (
          <div className="queue-failure">
            <FailureNotice failure={failureOf(rows.error)} onRetry={rows.again} />
          </div>
        ) : rows.loading ? (
          <Loading label={t('loading')} />
        ) : rows.total === 0 ? (
          <NothingHere view={look.view} search={search} onClear={() => setSearch('')} onAll={() => show('all')} />
        ) : (
          <Grid
            rows={rows}
            at={at}
            onAt={select}
            onOpen={open}
            order={look.order}
            onOrder={(order) => {
              change({ order });
              toTop();
            }}
            widths={look.widths}
            onWidths={(widths) => change({ widths })}
            label={t('gridName', { view: t(`views.${look.view}`) })}
            grid={grid}
          />
        )}
      </div>
    </ScreenFrame>
  );
};
