import { InboxOutlined } from '@ant-design/icons';
import { Pagination } from 'antd';
import { useState } from 'react';
import type { DecisionRecord } from '../../../shared/domain/review.ts';
import type { TransferState } from '../../../shared/domain/transfer.ts';
import { useCommands } from '../../app/commands/index.ts';
import { failureOf, useOutbox } from '../../engine/index.ts';
import { useFormat, useTranslation, useWords } from '../../i18n/index.ts';
import { EmptyState, FailureNotice, Loading, Section } from '../../parts/index.ts';
import { ConflictDrawer } from './conflict-drawer.tsx';
import { DropDialogue } from './drop-dialogue.tsx';
import { OutboxRow } from './outbox-row.tsx';

/** Decisions on one page. */
const pageSize = 50;
/** How far back decisions that came back are looked for, to stand before the others. */
const lookedThrough = 500;
const stages = ['held', 'waiting', 'sending', 'receipted', 'conflict', 'refused'] as const;

const cameBack = ({ state }: DecisionRecord): boolean => state === 'conflict' || state === 'refused';

/** The outbox: how many decisions stand where, and each of them; what came back stands first. */
export const OutboxSection = ({ counts }: { counts: TransferState['outbox'] }) => {
  const { t } = useTranslation('transfer');
  const { word } = useWords();
  const format = useFormat();
  const [page, setPage] = useState(1);
  const [dropping, setDropping] = useState<DecisionRecord | undefined>();
  const [resolving, setResolving] = useState<DecisionRecord | undefined>();
  const outbox = useOutbox((page - 1) * pageSize, pageSize);
  const anyBack = counts.conflict + counts.refused > 0;
  // Asked for what the page shows anyway while nothing came back.
  const recent = useOutbox(0, anyBack ? lookedThrough : pageSize);
  const back = anyBack ? (recent.data?.decisions ?? []).filter(cameBack) : [];
  const first = back[0];
  const listed = new Set(back.map(({ decisionId }) => decisionId));
  const others = (outbox.data?.decisions ?? []).filter(({ decisionId }) => !listed.has(decisionId));
  const shown = page === 1 ? [...back, ...others] : others;
  useCommands([
    {
      name: 'outbox.resolve',
      run: () => setResolving(first),
      when: () => first !== undefined && resolving === undefined,
    },
  ]);
  const detail = stages
    .filter((stage) => counts[stage] > 0)
    .map((stage) => t('stage', { stage: word('outbox', stage), number: format.count(counts[stage]) }))
    .join(t('between'));
  return (
    <Section title={t('outbox')} detail={detail}>
      {outbox.data === undefined ? (
        outbox.error === null ? (
          <Loading label={t('outboxLoading')} />
        ) : (
          <FailureNotice failure={failureOf(outbox.error)} onRetry={() => void outbox.refetch()} />
        )
      ) : outbox.data.total === 0 ? (
        <EmptyState icon={<InboxOutlined />} title={t('outboxEmpty')} detail={t('outboxEmptyDetail')} />
      ) : (
        <>
          <table className="outbox" aria-label={t('outbox')}>
            <thead>
              <tr>
                <th scope="col">{t('column.decidedAt')}</th>
                <th scope="col">{t('column.application')}</th>
                <th scope="col">{t('column.outcome')}</th>
                <th scope="col">{t('column.state')}</th>
                <th scope="col">{t('column.detail')}</th>
                <th scope="col" className="outbox-acts">
                  {t('column.acts')}
                </th>
              </tr>
            </thead>
            <tbody>
              {shown.map((decision) => (
                <OutboxRow key={decision.decisionId} decision={decision} onResolve={() => setResolving(decision)} />
              ))}
            </tbody>
          </table>
          {outbox.data.total > pageSize ? (
            <Pagination
              align="end"
              current={page}
              pageSize={pageSize}
              total={outbox.data.total}
              showSizeChanger={false}
              onChange={setPage}
            />
          ) : null}
        </>
      )}
      {resolving === undefined ? null : (
        <ConflictDrawer
          key={resolving.decisionId}
          decision={resolving}
          onClose={() => setResolving(undefined)}
          onDrop={() => {
            setDropping(resolving);
            setResolving(undefined);
          }}
        />
      )}
      {dropping === undefined ? null : <DropDialogue decision={dropping} onClose={() => setDropping(undefined)} />}
    </Section>
  );
};
