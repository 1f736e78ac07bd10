import { DiffOutlined } from '@ant-design/icons';
import { useState } from 'react';
import type { SecondLookRow } from '../../../shared/domain/second-look.ts';
import { useCommands } from '../../app/commands/index.ts';
import { navigate } from '../../app/routes/index.ts';
import { failureOf, useSecondLooks } from '../../engine/index.ts';
import { useFormat, useTranslation } from '../../i18n/index.ts';
import { EmptyState, FailureNotice, Loading, ScreenFrame, Section } from '../../parts/index.ts';
import { AgreementSection } from './agreement-section.tsx';
import { LookList } from './look-list.tsx';
import { type ColumnsSlot, OneLook } from './one-look.tsx';
import './second-review.css';

const open = (decisionId: string): void => navigate({ screen: 'second-review', decisionId });

/** The second looks: what waits, what was looked at, and the agreement; or one look. */
export const SecondReviewScreen = ({ decisionId, columns }: { decisionId: string | undefined; columns: ColumnsSlot }) =>
  decisionId === undefined ? <Overview /> : <OneLook key={decisionId} decisionId={decisionId} columns={columns} />;

const Overview = () => {
  const { t } = useTranslation('secondReview');
  const format = useFormat();
  const list = useSecondLooks();
  const [chosen, setChosen] = useState<string>();
  const waiting = list.data?.waiting ?? [];
  const rows: SecondLookRow[] = [...waiting, ...(list.data?.formed ?? [])];
  const at = Math.max(
    0,
    rows.findIndex((row) => row.decisionId === chosen),
  );
  const present = rows[at]?.decisionId;
  const go = (by: 1 | -1) => setChosen(rows[at + by]?.decisionId ?? present);
  useCommands([
    {
      name: 'secondReview.next',
      when: () => at + 1 < rows.length,
      run: () => go(1),
    },
    { name: 'secondReview.previous', when: () => at > 0, run: () => go(-1) },
    {
      name: 'secondReview.open',
      when: () => present !== undefined,
      run: () => {
        if (present !== undefined) open(present);
      },
    },
  ]);
  return (
    <ScreenFrame
      title={t('title')}
      detail={
        list.data === undefined ? undefined : t('counts', { waiting: format.count(waiting.length), share: format.percent(list.data.share) })
      }
    >
      {list.data === undefined ? (
        list.error === null ? (
          <Loading label={t('loading')} />
        ) : (
          <FailureNotice failure={failureOf(list.error)} onRetry={() => void list.refetch()} />
        )
      ) : (
        <>
          <Section title={t('waiting.title')} detail={t(list.data.takesEscalations ? 'waiting.detail' : 'waiting.samplesOnly')}>
            {waiting.length === 0 ? (
              <EmptyState
                icon={<DiffOutlined />}
                title={t('waiting.none')}
                detail={
                  list.data.own.sharePercent === 0
                    ? t('waiting.noneOwnOff')
                    : t('waiting.noneDetail', { weeks: format.count(list.data.own.afterWeeks) })
                }
              />
            ) : (
              <LookList name={t('waiting.title')} rows={waiting} chosen={present} onOpen={open} />
            )}
          </Section>
          <AgreementSection />
          {list.data.formed.length === 0 ? null : (
            <Section title={t('formed.title')} detail={t('formed.detail')}>
              <LookList name={t('formed.title')} rows={list.data.formed} chosen={present} onOpen={open} />
            </Section>
          )}
        </>
      )}
    </ScreenFrame>
  );
};
