import { DisconnectOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { KeptDraft } from '../../../shared/domain/conflict.ts';
import { isKnown } from '../../../shared/domain/open-union.ts';
import type { ReviewSheet } from '../../../shared/domain/review.ts';
import { CommandKey } from '../../app/commands/index.ts';
import { goBack, navigate } from '../../app/routes/index.ts';
import { useKeptDrafts, useRules } from '../../engine/index.ts';
import { useLanguage, useTranslation, useWords } from '../../i18n/index.ts';
import { EmptyState, KeyCap, OutcomeMark, PersonText } from '../../parts/index.ts';

/** Why an application is taken away. */
const causes = ['withdrawn', 'reassigned', 'expired'] as const;

/** The application was taken away while it was on the screen: why, and what of the work on it is kept. */
export const TakenAway = ({ sheet, onNext }: { sheet: ReviewSheet; onNext: () => void }) => {
  const { t } = useTranslation('review');
  const { id, applicant } = sheet.application;
  const kept = useKeptDrafts().data?.drafts.find(({ subject }) => subject.kind === 'application' && subject.id === id);
  const cause = kept?.cause ?? sheet.claim?.cause;
  return (
    <div className="review-finished">
      <EmptyState
        icon={<DisconnectOutlined />}
        title={t('taken.title', { name: applicant.name ?? applicant.latinName ?? t('head.nameless') })}
        detail={
          <>
            <p role="status">{t(`taken.cause.${cause !== undefined && isKnown(causes, cause) ? cause : 'other'}`)}</p>
            {kept === undefined ? <p>{t('taken.nothing')}</p> : <Kept kept={kept} />}
          </>
        }
        action={
          <span className="review-taken-acts">
            <Button type="primary" onClick={onNext}>
              {t('failure.next')} <CommandKey name="review.next" />
            </Button>
            {kept === undefined ? null : <Button onClick={() => navigate({ screen: 'transfer' })}>{t('taken.look')}</Button>}
            <Button onClick={goBack}>
              {t('failure.queue')} <KeyCap chord="Escape" />
            </Button>
          </span>
        }
      />
    </div>
  );
};

/** What was entered, in words. */
const Kept = ({ kept: { draft } }: { kept: KeptDraft }) => {
  const { t } = useTranslation('review');
  const { word } = useWords();
  const language = useLanguage();
  const catalogue = useRules().data?.catalogue;
  const marks = draft.matched.map(({ item, verdict }) => t('taken.mark', { item: word('field', item), verdict: word('match', verdict) }));
  const reasons = draft.reasons.map(({ code }) => catalogue?.reasons.find((reason) => reason.code === code)?.title[language] ?? code);
  return (
    <>
      <p>{t('taken.kept')}</p>
      <dl className="facts review-taken">
        {draft.outcome === undefined ? null : (
          <>
            <dt>{t('taken.outcome')}</dt>
            <dd>
              <OutcomeMark outcome={draft.outcome} quiet />
            </dd>
          </>
        )}
        {marks.length === 0 ? null : (
          <>
            <dt>{t('taken.marks')}</dt>
            <dd>{marks.join(t('head.between'))}</dd>
          </>
        )}
        {reasons.length === 0 ? null : (
          <>
            <dt>{t('taken.reasons')}</dt>
            <dd>{reasons.join(t('head.between'))}</dd>
          </>
        )}
        {draft.note === undefined || draft.note === '' ? null : (
          <>
            <dt>{t('taken.note')}</dt>
            <dd>
              <PersonText text={draft.note} />
            </dd>
          </>
        )}
      </dl>
    </>
  );
};
