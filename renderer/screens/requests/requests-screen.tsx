import { FileSyncOutlined } from '@ant-design/icons';
import { Pagination } from 'antd';
import { useEffect, useState } from 'react';
import { useCommands, useKeys } from '../../app/commands/index.ts';
import { navigate } from '../../app/routes/index.ts';
import { failureOf, useRequestSheet, useRequests, useRules } from '../../engine/index.ts';
import { useFormat, useTranslation } from '../../i18n/index.ts';
import { EmptyState, FailureNotice, Loading, ScreenFrame, useHere } from '../../parts/index.ts';
import { DecideRequest } from './decide-request.tsx';
import { OneRequest } from './one-request.tsx';
import { RequestBar } from './request-bar.tsx';
import { RequestList } from './request-list.tsx';
import { useRequestDeciding } from './use-request-deciding.ts';
import './requests.css';

/** Requests on one page of the list. */
const pageSize = 100;

const show = (requestId: string): void => navigate({ screen: 'requests', requestId });

/** The requests: the list on the left, the chosen one on the right. */
export const RequestsScreen = ({ requestId }: { requestId: string | undefined }) => {
  const { t } = useTranslation('requests');
  const format = useFormat();
  const keys = useKeys();
  const [page, setPage] = useState(1);
  const list = useRequests((page - 1) * pageSize, pageSize);
  const rows = list.data?.rows ?? [];
  const chosen = requestId ?? rows[0]?.requestId;
  /** The request whose values were asked for; moving on masks them again. */
  const [revealedId, setRevealedId] = useState<string>();
  const revealed = chosen !== undefined && revealedId === chosen;
  const sheet = useRequestSheet(chosen, revealed);
  const { data: rules } = useRules();
  useEffect(() => {
    if (revealedId !== undefined && revealedId !== chosen) setRevealedId(undefined);
  }, [chosen, revealedId]);

  const at = rows.findIndex((row) => row.requestId === chosen);
  const go = (by: 1 | -1) => {
    const next = rows[at + by];
    if (next !== undefined) show(next.requestId);
  };
  const here = useHere();
  const goOn = (decidedId: string) => {
    if (!here()) return;
    const from = rows.findIndex((row) => row.requestId === decidedId);
    const open = [...rows.slice(from + 1), ...rows.slice(0, Math.max(0, from))].find(({ state }) => state === 'open');
    // The last one stays in sight, with what was decided.
    show(open?.requestId ?? decidedId);
  };
  const deciding = useRequestDeciding(goOn, (requestId) => {
    if (here()) show(requestId);
  });

  useCommands([
    {
      name: 'requests.next',
      when: () => at + 1 < rows.length,
      run: () => go(1),
    },
    { name: 'requests.previous', when: () => at > 0, run: () => go(-1) },
    {
      name: 'requests.takeBack',
      once: true,
      when: () => deciding.last?.state === 'decided',
      run: () => void deciding.takeBack(),
    },
  ]);

  // That one was taken back is told beside it, and not beside the next.
  const told = deciding.last?.state === 'taken_back' && deciding.last.requestId !== chosen ? undefined : deciding.last;
  const shown = sheet.data?.request.id === chosen ? sheet.data : undefined;
  return (
    <ScreenFrame
      title={t('title')}
      detail={
        list.data === undefined ? undefined : t('counts', { open: format.count(list.data.open), total: format.count(list.data.total) })
      }
      fixed
    >
      {list.data === undefined ? (
        list.error === null ? (
          <Loading label={t('loading')} />
        ) : (
          <FailureNotice failure={failureOf(list.error)} onRetry={() => void list.refetch()} />
        )
      ) : list.data.total === 0 ? (
        <EmptyState icon={<FileSyncOutlined />} title={t('empty')} detail={t('emptyDetail')} />
      ) : (
        <div className="requests">
          <div className="requests-side">
            <RequestList rows={rows} chosen={chosen} onChoose={show} />
            {list.data.total > pageSize ? (
              <Pagination simple size="small" current={page} pageSize={pageSize} total={list.data.total} onChange={setPage} />
            ) : null}
          </div>
          <div className="requests-main">
            {shown !== undefined ? (
              <OneRequest sheet={shown} name={rows[at]?.name} onReveal={() => setRevealedId(revealed ? undefined : shown.request.id)}>
                {shown.state === 'decided' ? (
                  <p className="quiet">
                    {t(shown.decisions[0]?.state === 'held' ? 'alreadyDecided' : 'decidedForGood', keys.told('requests'))}
                  </p>
                ) : rules === undefined ? (
                  <Loading label={t('loading')} />
                ) : (
                  <DecideRequest
                    key={`${shown.request.id}:${deciding.round}`}
                    sheet={shown}
                    catalogue={rules.catalogue}
                    busy={deciding.last?.state === 'saving' && deciding.last.requestId === shown.request.id}
                    onDecide={deciding.decide}
                  />
                )}
              </OneRequest>
            ) : sheet.error === null ? (
              <Loading label={t('opening')} />
            ) : (
              <FailureNotice failure={failureOf(sheet.error)} onRetry={() => void sheet.refetch()} />
            )}
            <RequestBar last={told} onTakeBack={() => void deciding.takeBack()} onDismiss={deciding.dismiss} />
          </div>
        </div>
      )}
    </ScreenFrame>
  );
};
