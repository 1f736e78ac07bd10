import { useTranslation } from 'react-i18next';
import { attemptNumber } from '../../../../shared/domain/attempts.ts';
import type { DecisionSheet } from '../../../../shared/domain/decision-sheet.ts';
import { useFormat, useWords } from '../../../i18n/index.ts';
import { PersonText } from '../../../parts/index.ts';
import { fieldValue } from '../comparison/field-value.ts';
import { comparisonLines } from '../comparison.ts';

/** Which application it is, and its form with what the reviewer said of each field. */
export const SheetForm = ({ printed }: { printed: DecisionSheet }) => {
  const { t } = useTranslation('sheet');
  const { t: reviewText } = useTranslation('review');
  const { word } = useWords();
  const format = useFormat();
  const { sheet, made, decision } = printed;
  const { application } = sheet;
  const lines = comparisonLines(sheet, decision?.matched ?? sheet.draft.matched);
  const facts: [string, string][] = [
    [t('number'), application.id],
    [t('type'), word('applicationType', application.type)],
    [t('attempt'), t('attemptOf', { attempt: attemptNumber(application.attempts), revision: application.revision })],
    [t('account'), word('account', application.account.status)],
    [t('submitted'), format.exact(application.submittedAt)],
    [t('due'), format.exact(sheet.due.dueAt)],
    [t('madeBy'), t('madeByOf', { name: made.reviewer.name || made.reviewer.id, at: format.exact(made.at) })],
    [t('purpose'), word('purpose', made.purpose)],
  ];
  return (
    <>
      <h1>{t('title')}</h1>
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
      <h2>{t('form')}</h2>
      <p className="printed-quiet">{t(sheet.revealed ? 'inFull' : 'masked')}</p>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('field')}</th>
            <th scope="col">{t('value')}</th>
            <th scope="col">{t('compared')}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ field, value, verdict }) => (
            <tr key={field}>
              <th scope="row">{word('field', field)}</th>
              <td>{value === undefined ? t('empty') : <PersonText text={fieldValue(field, value, reviewText)} />}</td>
              <td>{verdict === undefined ? t('notCompared') : word('match', verdict)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
};
