import { Button, Popconfirm } from 'antd';
import type { KeptDraft } from '../../../shared/domain/conflict.ts';
import { isKnown } from '../../../shared/domain/open-union.ts';
import { failureOf, useDropDraft, useKeptDrafts } from '../../engine/index.ts';
import { useFormat, useTranslation } from '../../i18n/index.ts';
import { FailureNotice, OutcomeMark, PersonText, Section } from '../../parts/index.ts';
import { SubjectLink } from './subject-link.tsx';

/** Why a subject goes away. */
const goneBy = ['withdrawn', 'reassigned', 'expired'] as const;

/** Work that was begun on what is not here any more. Not shown while there is none. */
export const KeptDraftsSection = () => {
  const { t } = useTranslation('transfer');
  const drafts = useKeptDrafts();
  const drop = useDropDraft();
  if (drafts.error !== null)
    return (
      <Section title={t('kept.title')}>
        <FailureNotice failure={failureOf(drafts.error)} onRetry={() => void drafts.refetch()} />
      </Section>
    );
  if (drafts.data === undefined || drafts.data.drafts.length === 0) return null;
  return (
    <Section title={t('kept.title')} detail={t('kept.detail')}>
      {drop.error === null ? null : <FailureNotice failure={failureOf(drop.error)} />}
      <table className="outbox" aria-label={t('kept.title')}>
        <thead>
          <tr>
            <th scope="col">{t('kept.savedAt')}</th>
            <th scope="col">{t('column.application')}</th>
            <th scope="col">{t('kept.why')}</th>
            <th scope="col">{t('kept.content')}</th>
            <th scope="col" className="outbox-acts">
              {t('column.acts')}
            </th>
          </tr>
        </thead>
        <tbody>
          {drafts.data.drafts.map((kept) => (
            <Row
              key={`${kept.subject.kind}:${kept.subject.id}`}
              kept={kept}
              waiting={drop.isPending}
              onPutAway={() => drop.mutate(kept.subject)}
            />
          ))}
        </tbody>
      </table>
    </Section>
  );
};

const Row = ({ kept, waiting, onPutAway }: { kept: KeptDraft; waiting: boolean; onPutAway: () => void }) => {
  const { t } = useTranslation('transfer');
  const format = useFormat();
  const { subject, draft, savedAt, cause, removedAt } = kept;
  const why = t(`kept.cause.${cause !== undefined && isKnown(goneBy, cause) ? cause : 'other'}`);
  return (
    <tr>
      <td className="outbox-number">{format.dateTime(savedAt)}</td>
      <td>
        <SubjectLink subject={subject} here={false} />
      </td>
      <td className="outbox-detail">{removedAt === undefined ? why : t('kept.whyAt', { why, at: format.dateTime(removedAt) })}</td>
      <td>
        {draft.outcome === undefined ? null : <OutcomeMark outcome={draft.outcome} quiet />}{' '}
        <span className="quiet">
          {t('kept.counts', { marks: format.count(draft.matched.length), reasons: format.count(draft.reasons.length) })}
        </span>
        {draft.note === undefined || draft.note === '' ? null : (
          <p className="conflict-note">
            <PersonText text={draft.note} />
          </p>
        )}
      </td>
      <td className="outbox-acts">
        <Popconfirm
          title={t('kept.putAwayAsk')}
          okText={t('kept.putAway')}
          cancelText={t('keep')}
          okButtonProps={{ danger: true }}
          onConfirm={onPutAway}
        >
          <Button size="small" disabled={waiting}>
            {t('kept.putAway')}
          </Button>
        </Popconfirm>
      </td>
    </tr>
  );
};
