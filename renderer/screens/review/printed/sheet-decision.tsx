import { useTranslation } from 'react-i18next';
import type { DecisionSheet, PrintedDecision } from '../../../../shared/domain/decision-sheet.ts';
import type { ReasonCatalogue } from '../../../../shared/domain/reason.ts';
import { useFormat, useLanguage, useWords } from '../../../i18n/index.ts';
import { PersonText } from '../../../parts/index.ts';
import { targetName } from '../picker/target-name.ts';

type Props = { printed: DecisionSheet; catalogue: ReasonCatalogue };

/** What was decided, for which reasons, and the notice exactly as it went out. */
export const SheetDecision = ({ printed, catalogue }: Props) => {
  const { t } = useTranslation('sheet');
  const { decision } = printed;
  return (
    <section className="printed-whole">
      <h2>{t('decision')}</h2>
      {decision === undefined ? (
        <p>{t(printed.sheet.state === 'decided' ? 'decidedElsewhere' : 'undecided')}</p>
      ) : (
        <Decided printed={printed} decision={decision} catalogue={catalogue} />
      )}
    </section>
  );
};

const Decided = ({ printed, decision, catalogue }: Props & { decision: PrintedDecision }) => {
  const { t } = useTranslation('sheet');
  const words = useWords();
  const language = useLanguage();
  const format = useFormat();
  const { outcome, reviewerName, reviewerId, decidedAt, revision, state, policyVersion, reasonsVersion, override, note, notice } = decision;
  const facts: [string, string][] = [
    [t('outcome'), words.word('outcome', outcome)],
    [t('decidedBy'), t('madeByOf', { name: reviewerName ?? reviewerId, at: format.exact(decidedAt) })],
    [t('decidedOn'), t('revision', { revision })],
    [t('sent'), words.word('outbox', state)],
    [t('rules'), t('rulesOf', { policy: policyVersion, reasons: reasonsVersion })],
    ...(override === undefined ? [] : [[t('override'), override] as [string, string]]),
    ...(note === undefined ? [] : [[t('note'), note] as [string, string]]),
  ];
  return (
    <>
      <dl className="printed-facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <PersonText text={value} />
            </dd>
          </div>
        ))}
      </dl>
      {decision.reasons.length === 0 ? null : (
        <>
          <h3>{t('reasons')}</h3>
          <ol className="printed-reasons">
            {decision.reasons.map((reason) => (
              <li key={`${reason.code}:${reason.target?.field ?? reason.target?.documentId ?? ''}`}>
                <strong>{catalogue.reasons.find(({ code }) => code === reason.code)?.title[language] ?? reason.code}</strong>{' '}
                <span>{targetName(reason, printed.sheet.documents, words)}</span> <code>{reason.code}</code>
                {reason.note === undefined ? null : (
                  <p>
                    <PersonText text={reason.note} />
                  </p>
                )}
              </li>
            ))}
          </ol>
        </>
      )}
      <h3>{t('notice')}</h3>
      <div className="printed-notices">
        <p lang="zh-CN">{notice.zh}</p>
        <p lang="en">{notice.en}</p>
      </div>
    </>
  );
};
