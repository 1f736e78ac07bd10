import type { ConflictSheet } from '../../../shared/domain/conflict.ts';
import type { GivenReason, MatchMark } from '../../../shared/domain/decision.ts';
import { useRules } from '../../engine/index.ts';
import { useFormat, useLanguage, useTranslation, useWords } from '../../i18n/index.ts';
import { OutcomeMark, PersonText } from '../../parts/index.ts';

/** The decision as it was made: outcome, reasons by their titles, note. */
export const ConflictDecision = ({ sheet: { decision, decidedUpon } }: { sheet: ConflictSheet }) => {
  const { t } = useTranslation('transfer');
  const { word } = useWords();
  const format = useFormat();
  const language = useLanguage();
  const catalogue = useRules().data?.catalogue;
  const titleOf = (code: string): string =>
    catalogue?.reasons.find((reason) => reason.code === code)?.title[language] ?? t('conflict.reasonGone', { code });
  const about = ({ target }: GivenReason): string | undefined => {
    if (target?.field !== undefined) return word('field', target.field);
    const document = decidedUpon?.documents.find(({ id }) => id === target?.documentId);
    return document === undefined ? undefined : word('document', document.kind);
  };
  return (
    <dl className="facts">
      <dt>{t('column.outcome')}</dt>
      <dd>
        <OutcomeMark outcome={decision.outcome} quiet /> <span className="quiet">{format.dateTime(decision.decidedAt)}</span>
      </dd>
      <dt>{t('conflict.reasons')}</dt>
      <dd>
        {decision.reasons.length === 0 ? (
          <span className="quiet">{t('conflict.noReasons')}</span>
        ) : (
          <ul className="conflict-reasons">
            {decision.reasons.map((reason) => (
              <li key={JSON.stringify(reason)}>
                {titleOf(reason.code)} <span className="quiet">{about(reason)}</span>
                {reason.note === undefined ? null : (
                  <p className="conflict-note">
                    <PersonText text={reason.note} />
                  </p>
                )}
              </li>
            ))}
          </ul>
        )}
      </dd>
      {decision.note === undefined || decision.note === '' ? null : (
        <>
          <dt>{t('conflict.note')}</dt>
          <dd className="conflict-note">
            <PersonText text={decision.note} />
          </dd>
        </>
      )}
    </dl>
  );
};

/** What holds of the comparison and what has to be made again. */
export const ConflictMarks = ({
  standing,
  fallen,
  compared,
}: Pick<ConflictSheet, 'standing' | 'fallen'> & {
  /** Whether there is anything to compare with; else the marks are told as they were made. */
  compared: boolean;
}) => {
  const { t } = useTranslation('transfer');
  const { word } = useWords();
  const named = (marks: readonly MatchMark[]): string =>
    marks.map(({ item, verdict }) => t('conflict.mark', { item: word('field', item), verdict: word('match', verdict) })).join(t('between'));
  if (standing.length + fallen.length === 0) return null;
  if (!compared) return <p>{named([...standing, ...fallen])}</p>;
  return (
    <dl className="facts">
      <dt>{t('conflict.standing', { number: standing.length })}</dt>
      <dd>{standing.length === 0 ? <span className="quiet">{t('conflict.noMarks')}</span> : named(standing)}</dd>
      <dt>{t('conflict.fallen', { number: fallen.length })}</dt>
      <dd className="conflict-fallen">{fallen.length === 0 ? <span className="quiet">{t('conflict.noMarks')}</span> : named(fallen)}</dd>
    </dl>
  );
};
