import { useTranslation } from 'react-i18next';
import { earlierReasons } from '../../../../shared/domain/attempts.ts';
import { isMaskedField, maskField } from '../../../../shared/domain/masking.ts';
import { fieldTitle } from '../../../../shared/domain/names.ts';
import type { ReasonCatalogue } from '../../../../shared/domain/reason.ts';
import type { ReviewRequest } from '../../../../shared/domain/request.ts';
import type { ReviewSheet } from '../../../../shared/domain/review.ts';
import { navigate } from '../../../app/routes/index.ts';
import { useFormat, useLanguage, useWords } from '../../../i18n/index.ts';
import { PersonText } from '../../../parts/index.ts';
import { fieldValue } from '../comparison/field-value.ts';
import { Standing } from './standing.tsx';

type Props = { sheet: ReviewSheet; catalogue: ReasonCatalogue | undefined };

/** What came before: requests, earlier attempts with what became of their reasons, and this workstation's own decisions. */
export const History = ({ sheet, catalogue }: Props) => (
  <>
    {sheet.requests.length > 0 && <Requests sheet={sheet} />}
    {sheet.application.attempts.length > 0 && <Attempts sheet={sheet} catalogue={catalogue} />}
    {sheet.decisions.length > 0 && <Decisions sheet={sheet} />}
  </>
);

const Requests = ({ sheet }: { sheet: ReviewSheet }) => {
  const { t } = useTranslation('review');
  const { word } = useWords();
  const format = useFormat();
  return (
    <section className="review-block" aria-label={t('history.requests')}>
      <h3>{t('history.requests')}</h3>
      <ul className="review-plain">
        {sheet.requests.map((request) => (
          <li key={request.id}>
            <span className="review-tag" data-tone="accent">
              {word('request', request.kind)}
            </span>
            <span className="review-quiet">{format.dateTime(request.submittedAt)}</span>
            <button type="button" className="review-link" onClick={() => navigate({ screen: 'requests', requestId: request.id })}>
              {t('history.openRequest')}
            </button>
            <RequestContent request={request} revealed={sheet.revealed} />
          </li>
        ))}
      </ul>
    </section>
  );
};

const RequestContent = ({ request, revealed }: { request: ReviewRequest; revealed: boolean }) => {
  const { t } = useTranslation('review');
  const { word } = useWords();
  const { message, changes } = request.payload;
  if (typeof message === 'string') {
    return (
      <p className="review-quote">
        <PersonText text={message} />
      </p>
    );
  }
  if (typeof changes !== 'object' || changes === null) return null;
  return (
    <dl className="review-changes">
      {Object.entries(changes).map(([field, value]) => (
        <div key={field}>
          <dt>{word('field', field)}</dt>
          <dd>
            <PersonText text={fieldValue(field, !revealed && isMaskedField(field) ? maskField(field, String(value)) : String(value), t)} />
          </dd>
        </div>
      ))}
    </dl>
  );
};

const Attempts = ({ sheet, catalogue }: Props) => {
  const { t } = useTranslation('review');
  const { word } = useWords();
  const format = useFormat();
  const language = useLanguage();
  const titleOf = (code: string) => catalogue?.reasons.find((reason) => reason.code === code)?.title[language] ?? code;
  const { attempts } = sheet.application;
  const standings = catalogue === undefined ? [] : earlierReasons(sheet.application, sheet.findings, catalogue);
  return (
    <section className="review-block" aria-label={t('history.attempts')}>
      <h3>{t('history.attempts')}</h3>
      <ol className="review-plain">
        {[...attempts].reverse().map((attempt, index) => (
          <li key={`${attempt.revision}:${attempt.decidedAt}`}>
            <strong>{word('outcome', attempt.outcome)}</strong>
            <span className="review-quiet">
              {t('history.revision', { revision: attempt.revision })} · {format.dateTime(attempt.decidedAt)}
            </span>
            <ul className="review-earlier">
              {attempt.reasons.map(({ code, target }, place) => {
                const standing = index === 0 ? standings[place]?.standing : undefined;
                return (
                  <li key={`${code}:${target?.field ?? target?.documentId ?? ''}`}>
                    {titleOf(code)}
                    {target?.field !== undefined && <span className="review-quiet">{fieldTitle(target.field)[language]}</span>}
                    {standing !== undefined && (
                      <span className="review-tag" data-standing={standing}>
                        {t(`history.standing.${standing}`)}
                      </span>
                    )}
                  </li>
                );
              })}
            </ul>
          </li>
        ))}
      </ol>
    </section>
  );
};

const Decisions = ({ sheet }: { sheet: ReviewSheet }) => {
  const { t } = useTranslation('review');
  const { word } = useWords();
  const format = useFormat();
  return (
    <section className="review-block" aria-label={t('history.decisions')}>
      <h3>{t('history.decisions')}</h3>
      <ol className="review-plain">
        {sheet.decisions.map(({ decisionId, outcome, decidedAt, state, receipt }) => (
          <li key={decisionId}>
            <strong>{word('outcome', outcome)}</strong>
            <span className="review-quiet">{format.dateTime(decidedAt)}</span>
            <Standing state={state} />
            {state === 'conflict' && <p className="review-bad">{word('conflict', receipt?.conflict?.cause ?? '')}</p>}
            {state === 'refused' && receipt?.problem !== undefined && (
              <p className="review-bad">{receipt.problem.title ?? receipt.problem.code}</p>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
};
