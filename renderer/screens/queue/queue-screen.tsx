import { Button, type InputRef } from 'antd';
import { useEffect, useRef, useState } from 'react';
import type { QueueFilter, QueueView } from '../../../shared/domain/queue.ts';
import { CommandKey } from '../../app/commands/index.ts';
import { lastReviewed, navigate } from '../../app/routes/index.ts';
import { failureOf } from '../../engine/index.ts';
import { useFormat, useTranslation } from '../../i18n/index.ts';
import { FailureNotice, Loading, ScreenFrame } from '../../parts/index.ts';
import { Arriving } from './arriving.tsx';
import { shownColumns } from './columns.ts';
import { ColumnsDialogue } from './columns-dialogue.tsx';
import { FilterBar, FilterDialogue, saidIn } from './filters.tsx';
import { Grid } from './grid.tsx';
import { NothingHere } from './nothing-here.tsx';
import { isAsSaved, useOwnViews } from './own-views.ts';
import { OwnViewsDialogue } from './own-views-dialogue.tsx';
import { useLook, whereabouts } from './remembered.ts';
import { SearchBox } from './search-box.tsx';
import { SelectionBar } from './selection-bar.tsx';
import { TakeNext } from './take-next.tsx';
import { useRows } from './use-rows.ts';
import { useSelection } from './use-selection.ts';
import { useTableCommands } from './use-table-commands.ts';
import { useTakeNext } from './use-take-next.ts';
import { Views } from './views.tsx';
import './queue.css';

/** The queue. */
export const QueueScreen = () => {
  const { t } = useTranslation('queue');
  const format = useFormat();
  const [look, change] = useLook();
  const [search, setSearch] = useState(whereabouts.search);
  const own = useOwnViews();
  const list = { view: look.view, order: look.order, ...look.filter, ...(search === '' ? {} : { search }) };
  const rows = useRows(list);
  const selection = useSelection(rows, list);
  const [dialogue, setDialogue] = useState<'filter' | 'columns' | 'views' | undefined>();
  const [at, setAt] = useState(whereabouts.index);
  const grid = useRef<HTMLDivElement>(null);
  const box = useRef<InputRef>(null);
  const takeNext = useTakeNext(look.filter?.types);

  const toTop = (): void => {
    whereabouts.applicationId = undefined;
    whereabouts.index = 0;
    grid.current?.scrollTo({ top: 0 });
    setAt(0);
  };
  const find = (wanted: string): void => {
    whereabouts.search = '';
    setSearch(wanted);
    toTop();
  };
  const show = (view: QueueView): void => {
    if (view === look.view && look.own === undefined && saidIn(look.filter ?? {}).length === 0) return;
    change({ view, own: undefined, filter: {}, ...(look.own === undefined ? {} : { columns: undefined }) });
    toTop();
  };
  const showOwn = (id: string): void => {
    const wanted = own.views.find((view) => view.id === id);
    if (wanted === undefined) return;
    change({ view: wanted.view, order: wanted.order, filter: wanted.filter, columns: wanted.columns, own: id });
    toTop();
  };
  const select = (index: number): void => {
    const row = rows.rowAt(index);
    whereabouts.applicationId = row?.applicationId;
    whereabouts.index = index;
    setAt(index);
  };
  const open = (index: number): void => {
    const row = rows.rowAt(index);
    if (row === undefined) return;
    // Whoever comes back looks for what was on screen last, in the same list.
    whereabouts.applicationId = undefined;
    whereabouts.index = index;
    whereabouts.search = search;
    navigate({ screen: 'review', applicationId: row.applicationId, view: look.view, list });
  };
  const go = (index: number): void => {
    if (rows.total > 0) select(Math.min(Math.max(index, 0), rows.total - 1));
    grid.current?.focus({ preventScroll: true });
  };

  // Whoever comes back from reviewing finds the application that was on screen last; rows that come or go leave the choice on the same one.
  const { loading, stale, total, version } = rows;
  const placeOf = useRef(rows.placeOf);
  placeOf.current = rows.placeOf;
  // biome-ignore lint/correctness/useExhaustiveDependencies: looked for again whenever other rows are here
  useEffect(() => {
    if (stale || loading || total === 0) return;
    const found = placeOf.current(whereabouts.applicationId ?? lastReviewed());
    setAt((now) => (found >= 0 ? found : Math.min(now, total - 1)));
  }, [loading, stale, total, version]);

  /** The chosen application, also in the moment in which the list has just moved and its row is another one. */
  const openChosen = (): void => {
    const chosen = rows.placeOf(whereabouts.applicationId);
    open(chosen >= 0 ? chosen : at);
  };

  const filter = look.filter ?? {};
  const narrow = (next: QueueFilter): void => {
    change({ filter: next });
    toTop();
  };
  const presentOwn = own.views.find(({ id }) => id === look.own);
  useTableCommands(
    {
      open: openChosen,
      go,
      extend: (by) => {
        const to = Math.min(Math.max(at + by, 0), rows.total - 1);
        void selection.upTo(to, at);
        select(to);
      },
      toggle: () => selection.toggle(at),
      all: () => void selection.all(),
      unselect: () => selection.clear(),
      search: () => box.current?.focus({ cursor: 'all' }),
      show,
      showOwn,
      filter: () => setDialogue('filter'),
      clearFilter: () => narrow({}),
      saveView: () => setDialogue('views'),
      columns: () => setDialogue('columns'),
    },
    { at, total: rows.total, chosen: selection.chosen.size, filtered: saidIn(filter).length > 0, own },
  );
  // Where nothing was found there is no table to go to until its rows are back.
  const leaving = useRef(false);
  const leaveBox = (): void => {
    leaving.current = grid.current === null;
    if (leaving.current) box.current?.blur();
    else grid.current?.focus({ preventScroll: true });
  };
  useEffect(() => {
    if (!leaving.current || total === 0) return;
    leaving.current = false;
    grid.current?.focus({ preventScroll: true });
  }, [total]);
  const closeDialogue = (): void => {
    setDialogue(undefined);
    grid.current?.focus({ preventScroll: true });
  };

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
              find(wanted);
            }}
            onLeave={leaveBox}
          />
        </>
      }
      fixed
    >
      <Views look={look} own={own} onView={show} onOwn={showOwn} />
      <FilterBar filter={filter} onFilter={narrow} onMore={() => setDialogue('filter')}>
        {presentOwn !== undefined && !isAsSaved(presentOwn, look) ? (
          <Button size="small" onClick={() => own.update(presentOwn.id, look)}>
            {t('own.update', { name: presentOwn.name })}
          </Button>
        ) : null}
        <Button size="small" type="text" onClick={() => setDialogue('views')}>
          {t('commands.saveView')} <CommandKey name="queue.saveView" />
        </Button>
        <Button size="small" type="text" onClick={() => setDialogue('columns')}>
          {t('columnChoice.title')} <CommandKey name="queue.columns" />
        </Button>
      </FilterBar>
      <SelectionBar selection={selection} />
      {takeNext.failure === undefined ? null : (
        <div className="queue-arriving">
          <FailureNotice failure={takeNext.failure} onRetry={takeNext.ask} onClose={takeNext.dismiss} />
        </div>
      )}
      <Arriving />
      <div id="queue-panel" className="queue-panel" role="tabpanel" aria-labelledby={`queue-view-${presentOwn?.id ?? look.view}`}>
        {rows.error !== null ? (
          <div className="queue-failure">
            <FailureNotice failure={failureOf(rows.error)} onRetry={rows.again} />
          </div>
        ) : rows.loading ? (
          <Loading label={t('loading')} />
        ) : rows.total === 0 ? (
          <NothingHere
            view={look.view}
            search={search}
            filtered={saidIn(filter).length > 0}
            onClear={() => find('')}
            onUnfilter={() => narrow({})}
            onAll={() => show('all')}
          />
        ) : (
          <Grid
            rows={rows}
            columns={shownColumns(look.columns)}
            onColumns={(columns) => change({ columns })}
            at={at}
            chosen={selection.chosen}
            onAt={(index, how) => {
              if (how === 'up_to') void selection.upTo(index, at);
              else if (how === 'too') selection.toggle(index);
              else selection.clear(index);
              select(index);
            }}
            onOpen={open}
            order={look.order}
            onOrder={(order) => {
              change({ order });
              toTop();
            }}
            widths={look.widths}
            onWidths={(widths) => change({ widths })}
            label={t('gridName', { view: presentOwn?.name ?? t(`views.${look.view}`) })}
            grid={grid}
          />
        )}
      </div>
      {dialogue === 'filter' ? (
        <FilterDialogue filter={filter} total={format.count(rows.total)} onFilter={narrow} onClose={closeDialogue} />
      ) : dialogue === 'columns' ? (
        <ColumnsDialogue columns={look.columns} onColumns={(columns) => change({ columns })} onClose={closeDialogue} />
      ) : dialogue === 'views' ? (
        <OwnViewsDialogue own={own} look={look} onSaved={(id) => change({ own: id })} onClose={closeDialogue} />
      ) : null}
    </ScreenFrame>
  );
};
