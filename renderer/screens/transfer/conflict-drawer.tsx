import { EyeInvisibleOutlined, EyeOutlined } from '@ant-design/icons';
import { Button, Drawer } from 'antd';
import { useState } from 'react';
import type { ConflictSheet } from '../../../shared/domain/conflict.ts';
import type { DecisionRecord } from '../../../shared/domain/review.ts';
import { failureOf, useConflict, useDecideAgain, usePrefetchSheets, useRequestSheet, useRetryDecision } from '../../engine/index.ts';
import { useFormat, useTranslation, useWords } from '../../i18n/index.ts';
import { FailureNotice, Loading, OutboxMark } from '../../parts/index.ts';
import { ConflictChanges } from './conflict-changes.tsx';
import { ConflictDecision, ConflictMarks } from './conflict-decision.tsx';
import { conflictObstacle } from './conflict-obstacle.ts';
import { openSubject } from './subject-link.tsx';
import { useRefusal } from './use-refusal.ts';

/** px: a table of three columns beside nothing else. */
const width = 760;

/** A decision that came back beside what is true now, and what can become of it. */
export const ConflictDrawer = ({ decision, onDrop, onClose }: { decision: DecisionRecord; onDrop: () => void; onClose: () => void }) => {
  const { t } = useTranslation('transfer');
  const [reveal, setReveal] = useState(false);
  const conflict = useConflict(decision.decisionId, reveal);
  const sheet = conflict.data;
  return (
    <Drawer
      open
      size={width}
      title={
        <span className="conflict-title">
          {t('conflict.title', { number: decision.subject.id.slice(-8) })} <OutboxMark state={decision.state} />
        </span>
      }
      onClose={onClose}
      extra={
        <Button
          size="small"
          icon={reveal ? <EyeInvisibleOutlined /> : <EyeOutlined />}
          aria-pressed={reveal}
          onClick={() => setReveal(!reveal)}
        >
          {t(reveal ? 'conflict.mask' : 'conflict.reveal')}
        </Button>
      }
      footer={sheet === undefined ? null : <Acts sheet={sheet} onDrop={onDrop} onClose={onClose} />}
    >
      {sheet === undefined ? (
        conflict.error === null ? (
          <Loading label={t('conflict.loading')} />
        ) : (
          <FailureNotice failure={failureOf(conflict.error)} onRetry={() => void conflict.refetch()} />
        )
      ) : (
        <Sheet sheet={sheet} />
      )}
    </Drawer>
  );
};

const Sheet = ({ sheet }: { sheet: ConflictSheet }) => {
  const { t } = useTranslation('transfer');
  const { word } = useWords();
  const format = useFormat();
  const refusal = useRefusal();
  const { decision, cause, decidedUpon, present, changes, decidedElsewhere, standing, fallen } = sheet;
  const problem = decision.receipt?.problem;
  const elsewhere = decidedElsewhere?.outcome;
  const elsewhereAt = decidedElsewhere?.decidedAt;
  return (
    <div className="conflict-sheet">
      <div className="conflict-cause" role="status" data-state={decision.state}>
        {decision.state === 'conflict' ? (
          <strong>{word('conflict', cause)}</strong>
        ) : (
          <>
            <strong>{refusal(problem)}</strong>
            {problem === undefined ? null : <p className="quiet">{t('conflict.platformCode', { code: problem.code })}</p>}
          </>
        )}
        {elsewhere === undefined ? null : (
          <p>
            {t('conflict.elsewhere', { outcome: word('outcome', elsewhere) })}
            {elsewhereAt === undefined ? null : ` ${format.dateTime(elsewhereAt)}`}
          </p>
        )}
      </div>
      <section aria-label={t('conflict.decided')}>
        <h3>{t('conflict.decided')}</h3>
        <ConflictDecision sheet={sheet} />
      </section>
      <section aria-label={t('conflict.now')}>
        <h3>{t('conflict.now')}</h3>
        {changes === undefined ? (
          <p className="quiet">{t(missingKey(decision.subject.kind, decidedUpon !== undefined, present !== undefined))}</p>
        ) : (
          <ConflictChanges changes={changes} />
        )}
      </section>
      {decision.subject.kind === 'request' ? null : (
        <section aria-label={t('conflict.marks')}>
          <h3>{t('conflict.marks')}</h3>
          <ConflictMarks standing={standing} fallen={fallen} compared={changes !== undefined} />
          {standing.length + fallen.length === 0 ? <p className="quiet">{t('conflict.noMarks')}</p> : null}
        </section>
      )}
    </div>
  );
};

/** What is said where two states can't be laid beside each other. */
const missingKey = (kind: 'application' | 'request', wasHere: boolean, isHere: boolean) => {
  if (kind === 'request') return 'conflict.aboutRequest' as const;
  if (!isHere) return 'conflict.notHere' as const;
  return wasHere ? ('conflict.unchanged' as const) : ('conflict.noBasis' as const);
};

const Acts = ({ sheet, onDrop, onClose }: { sheet: ConflictSheet; onDrop: () => void; onClose: () => void }) => {
  const { t } = useTranslation('transfer');
  const again = useDecideAgain();
  const retry = useRetryDecision();
  const { decision } = sheet;
  const { subject } = decision;
  const prefetch = usePrefetchSheets();
  const request = useRequestSheet(subject.kind === 'request' ? subject.id : undefined, false);
  const [opening, setOpening] = useState(false);
  const obstacle = conflictObstacle(sheet);
  const failed = again.error ?? retry.error;
  const busy = again.isPending || retry.isPending || opening;
  // The screen begins its work from the sheet that is kept, so the one with the new draft has to be here before it opens.
  const open = async (): Promise<void> => {
    setOpening(true);
    if (subject.kind === 'application') await prefetch([subject.id]);
    else await request.refetch();
    onClose();
    openSubject(subject);
  };
  const decide = (keepMarks: boolean): void =>
    again.mutate({ decisionId: decision.decisionId, keepMarks }, { onSuccess: () => void open() });
  return (
    <div className="conflict-foot">
      {failed === null ? null : <FailureNotice failure={failureOf(failed)} />}
      {obstacle === undefined ? null : <p role="status">{t(`conflict.obstacle.${obstacle}`)}</p>}
      <div className="conflict-acts">
        <Button
          type="primary"
          disabled={obstacle !== undefined || busy}
          loading={again.isPending && again.variables.keepMarks}
          title={t('conflict.takeOverDetail')}
          onClick={() => decide(true)}
        >
          {t('conflict.takeOver')}
        </Button>
        <Button
          disabled={obstacle !== undefined || busy}
          loading={again.isPending && !again.variables.keepMarks}
          title={t('conflict.afreshDetail')}
          onClick={() => decide(false)}
        >
          {t('conflict.afresh')}
        </Button>
        {decision.state === 'refused' ? (
          <Button disabled={busy} loading={retry.isPending} onClick={() => retry.mutate(decision.decisionId, { onSuccess: onClose })}>
            {t('retry')}
          </Button>
        ) : null}
        <Button danger disabled={busy} onClick={onDrop}>
          {t('conflict.drop')}
        </Button>
      </div>
    </div>
  );
};
