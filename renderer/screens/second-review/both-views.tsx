import { CheckCircleOutlined, DiffOutlined, UpCircleOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { GivenReason } from '../../../shared/domain/decision.ts';
import { maskName } from '../../../shared/domain/masking.ts';
import type { SecondLookSheet } from '../../../shared/domain/review.ts';
import { type ComparedReason, type ReviewerView, type SecondLookKind, viewsAgree } from '../../../shared/domain/second-look.ts';
import { navigate } from '../../app/routes/index.ts';
import { useRules } from '../../engine/index.ts';
import { useFormat, useLanguage, useTranslation, useWords } from '../../i18n/index.ts';
import { Mark, OutboxMark, OutcomeMark, PersonText, Section } from '../../parts/index.ts';
import { Explanation, HandOver } from './difference.tsx';
import { TakeBack } from './take-back.tsx';

type Formed = NonNullable<SecondLookSheet['formed']>;

/** Whose the two views are: two people's, the site's and one's own, or one's own of then and now. */
type Sides = 'two' | 'planted' | 'own';
const sidesOf = (kind: SecondLookKind): Sides => (kind === 'planted' || kind === 'own' ? kind : 'two');

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
  const sides = sidesOf(look.kind);
  const name = maskName(application.applicant.name ?? application.applicant.latinName ?? '');
  const outcomeLooks = {
    same: { tone: 'pass', icon: <CheckCircleOutlined /> },
    different: { tone: 'warn', icon: <DiffOutlined /> },
    not_comparable: { tone: 'info', icon: <UpCircleOutlined /> },
  } as const;
  return (
    <div className="both-views">
      <Section
        title={t('both.title', { name: name === '' ? t('nameless') : name })}
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
            <span className="quiet">{look.kind === 'escalation' ? null : t(`both.kept.${sides === 'own' ? 'own' : 'two'}`)}</span>
          ) : (
            <>
              <OutboxMark state={decision.state} quiet />
              <TakeBack decision={decision} />
            </>
          )}
        </p>
        <div className="both-columns">
          <OneView of="first" sides={sides} view={first} targetOf={targetOf} />
          <OneView of="second" sides={sides} view={second} targetOf={targetOf} />
        </div>
      </Section>
      <Section title={t('both.reasons')}>
        {comparison.reasons === undefined ? (
          <p className="quiet">{t(`both.untold.${sides === 'planted' ? 'planted' : 'two'}`)}</p>
        ) : comparison.reasons.length === 0 ? (
          <p className="quiet">{t('both.noReasons')}</p>
        ) : (
          <ul className="both-reasons">
            {comparison.reasons.map((reason) => (
              <ReasonLine
                key={`${reason.code}:${reason.target?.field ?? reason.target?.documentId ?? ''}`}
                reason={reason}
                sides={sides}
                about={targetOf(reason)}
              />
            ))}
          </ul>
        )}
        <Marks marks={comparison.marks} sides={sides} />
      </Section>
      {agrees || look.kind !== 'own' ? null : <HandOver look={look} formed={formed} />}
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
  of,
  sides,
  view,
  targetOf,
}: {
  of: 'first' | 'second';
  sides: Sides;
  view: ViewShown;
  targetOf: (reason: GivenReason) => string | undefined;
}) => {
  const { t } = useTranslation('secondReview');
  const language = useLanguage();
  const titleOf = useReasonTitle();
  const known = sides === 'planted' && of === 'first';
  const heading = t(`sides.${sides}.${of}`);
  return (
    <article className="one-view" aria-label={heading}>
      <header>
        <h3>{heading}</h3>
        <OutcomeMark outcome={view.outcome} />
      </header>
      {view.reasons === undefined ? <p className="quiet">{t(`both.untold.${sides === 'planted' ? 'planted' : 'two'}`)}</p> : null}
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
      {view.note === undefined ? null : <p className="quiet">{t(known ? 'both.why' : 'both.note', { note: view.note })}</p>}
    </article>
  );
};

const ReasonLine = ({ reason, sides, about }: { reason: ComparedReason; sides: Sides; about: string | undefined }) => {
  const { t } = useTranslation('secondReview');
  const titleOf = useReasonTitle();
  return (
    <li>
      <Mark tone={reason.by === 'both' ? 'pass' : 'warn'} icon={reason.by === 'both' ? <CheckCircleOutlined /> : <DiffOutlined />} quiet>
        {reason.by === 'both' ? t('both.byBoth') : t(`sides.${sides}.${reason.by === 'first' ? 'onlyFirst' : 'onlySecond'}`)}
      </Mark>
      <span>{titleOf(reason.code)}</span>
      <span className="quiet">{about}</span>
    </li>
  );
};

const Marks = ({ marks = [], sides }: { marks: Formed['comparison']['marks']; sides: Sides }) => {
  const { t } = useTranslation('secondReview');
  const { word } = useWords();
  if (marks.length === 0) return null;
  const said = (verdict: (typeof marks)[number]['first']) => (verdict === undefined ? t('both.unticked') : word('match', verdict));
  return (
    <table className="both-marks" aria-label={t('both.marks')}>
      <thead>
        <tr>
          <th scope="col">{t('both.marks')}</th>
          <th scope="col">{t(`sides.${sides}.first`)}</th>
          <th scope="col">{t(`sides.${sides}.second`)}</th>
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
