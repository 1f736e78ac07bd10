import { CheckCircleOutlined, DiffOutlined, UpCircleOutlined } from '@ant-design/icons';
import { Button, Input } from 'antd';
import { useState } from 'react';
import type { GivenReason } from '../../../shared/domain/decision.ts';
import type { SecondLookSheet } from '../../../shared/domain/review.ts';
import { type ComparedReason, type ReviewerView, viewsAgree } from '../../../shared/domain/second-look.ts';
import { navigate } from '../../app/routes/index.ts';
import { failureOf, useExplainDifference, useRules } from '../../engine/index.ts';
import { useFormat, useLanguage, useTranslation, useWords } from '../../i18n/index.ts';
import { FailureNotice, Mark, OutboxMark, OutcomeMark, PersonText, Section } from '../../parts/index.ts';
import { TakeBack } from './take-back.tsx';

type Formed = NonNullable<SecondLookSheet['formed']>;

/** Both views side by side: where they are the same, where not, and why not, in the second reviewer's words. */
export const BothViews = ({ look, formed }: { look: SecondLookSheet; formed: Formed }) => {
  const { t } = useTranslation('secondReview');
  const { word } = useWords();
  const format = useFormat();
  const { comparison, first, second, decision } = formed;
  const { documents, application } = look.sheet;
  const targetOf = ({ target }: Pick<GivenReason, 'target'>): string | undefined => {
    if (target?.field !== undefined) return word('field', target.field);
    const document = documents.find(({ id }) => id === target?.documentId);
    return document === undefined ? undefined : word('document', document.kind);
  };
  const agrees = viewsAgree(comparison);
  const outcomeLooks = {
    same: { tone: 'pass', icon: <CheckCircleOutlined /> },
    different: { tone: 'warn', icon: <DiffOutlined /> },
    not_comparable: { tone: 'info', icon: <UpCircleOutlined /> },
  } as const;
  return (
    <div className="both-views">
      <Section
        title={t('both.title', { name: application.applicant.name ?? application.applicant.latinName ?? t('nameless') })}
        detail={t('formedAt', { at: format.dateTime(formed.at) })}
        actions={
          <Button size="small" onClick={() => navigate({ screen: 'review', applicationId: application.id, view: 'all' })}>
            {t('both.openReview')}
          </Button>
        }
      >
        <p className="both-verdict">
          <Mark {...outcomeLooks[comparison.outcome]}>{t(`both.outcome.${comparison.outcome}`)}</Mark>
          {decision === undefined ? (
            <span className="quiet">{look.kind === 'sample' ? t('both.onlyKept') : null}</span>
          ) : (
            <>
              <OutboxMark state={decision.state} quiet />
              <TakeBack decision={decision} />
            </>
          )}
        </p>
        <div className="both-columns">
          <OneView heading={t('both.first')} view={first} targetOf={targetOf} />
          <OneView heading={t('both.second')} view={second} targetOf={targetOf} />
        </div>
      </Section>
      <Section title={t('both.reasons')}>
        {comparison.reasons === undefined ? (
          <p className="quiet">{t('both.reasonsUntold')}</p>
        ) : comparison.reasons.length === 0 ? (
          <p className="quiet">{t('both.noReasons')}</p>
        ) : (
          <ul className="both-reasons">
            {comparison.reasons.map((reason) => (
              <ReasonLine
                key={`${reason.code}:${reason.target?.field ?? reason.target?.documentId ?? ''}`}
                reason={reason}
                about={targetOf(reason)}
              />
            ))}
          </ul>
        )}
        <Marks marks={comparison.marks} />
      </Section>
      {agrees ? null : <Explanation decisionId={look.decisionId} kept={formed.note ?? ''} />}
    </div>
  );
};

const useReasonTitle = (): ((code: string) => string) => {
  const language = useLanguage();
  const catalogue = useRules().data?.catalogue;
  return (code) => catalogue?.reasons.find((reason) => reason.code === code)?.title[language] ?? code;
};

type ViewShown = Pick<ReviewerView, 'outcome' | 'notice' | 'note'> & { reasons?: GivenReason[] | undefined };

const OneView = ({
  heading,
  view,
  targetOf,
}: {
  heading: string;
  view: ViewShown;
  targetOf: (reason: GivenReason) => string | undefined;
}) => {
  const { t } = useTranslation('secondReview');
  const language = useLanguage();
  const titleOf = useReasonTitle();
  return (
    <article className="one-view" aria-label={heading}>
      <header>
        <h3>{heading}</h3>
        <OutcomeMark outcome={view.outcome} />
      </header>
      {view.reasons === undefined ? <p className="quiet">{t('both.reasonsUntold')}</p> : null}
      {view.reasons === undefined || view.reasons.length === 0 ? null : (
        <ul className="both-reasons">
          {view.reasons.map((reason) => (
            <li key={`${reason.code}:${reason.target?.field ?? reason.target?.documentId ?? ''}`}>
              <span>{titleOf(reason.code)}</span>
              <span className="quiet">{targetOf(reason)}</span>
              {reason.note === undefined ? null : (
                <q>
                  <PersonText text={reason.note} />
                </q>
              )}
            </li>
          ))}
        </ul>
      )}
      {view.notice === undefined ? null : <p className="one-view-notice">{view.notice[language]}</p>}
      {view.note === undefined ? null : <p className="quiet">{t('both.note', { note: view.note })}</p>}
    </article>
  );
};

const ReasonLine = ({ reason, about }: { reason: ComparedReason; about: string | undefined }) => {
  const { t } = useTranslation('secondReview');
  const titleOf = useReasonTitle();
  return (
    <li>
      <Mark tone={reason.by === 'both' ? 'pass' : 'warn'} icon={reason.by === 'both' ? <CheckCircleOutlined /> : <DiffOutlined />} quiet>
        {t(`both.by.${reason.by}`)}
      </Mark>
      <span>{titleOf(reason.code)}</span>
      <span className="quiet">{about}</span>
    </li>
  );
};

const Marks = ({ marks = [] }: { marks: Formed['comparison']['marks'] }) => {
  const { t } = useTranslation('secondReview');
  const { word } = useWords();
  if (marks.length === 0) return null;
  const said = (verdict: (typeof marks)[number]['first']) => (verdict === undefined ? t('both.unticked') : word('match', verdict));
  return (
    <table className="both-marks" aria-label={t('both.marks')}>
      <thead>
        <tr>
          <th scope="col">{t('both.marks')}</th>
          <th scope="col">{t('both.first')}</th>
          <th scope="col">{t('both.second')}</th>
        </tr>
      </thead>
      <tbody>
        {marks.map(({ item, first, second }) => (
          <tr key={item} data-same={first === second}>
            <th scope="row">{word('field', item)}</th>
            <td>{said(first)}</td>
            <td>{said(second)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};

/** The longest note, characters; the engine takes no longer one. */
const longest = 1_000;

const Explanation = ({ decisionId, kept }: { decisionId: string; kept: string }) => {
  const { t } = useTranslation('secondReview');
  const [text, setText] = useState(kept);
  const explain = useExplainDifference(decisionId);
  return (
    <Section title={t('explain.title')} detail={t('explain.detail')}>
      <label className="look-explain" htmlFor="look-explain">
        <span>{t('explain.label')}</span>
        <Input.TextArea id="look-explain" rows={2} maxLength={longest} value={text} onChange={(event) => setText(event.target.value)} />
      </label>
      <Button disabled={text.trim() === kept} loading={explain.isPending} onClick={() => explain.mutate(text)}>
        {t('explain.keep')}
      </Button>
      {explain.isSuccess && text.trim() === kept ? <span role="status"> {t('explain.kept')}</span> : null}
      {explain.error === null ? null : <FailureNotice failure={failureOf(explain.error)} />}
    </Section>
  );
};
