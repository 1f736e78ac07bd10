import { useTranslation } from 'react-i18next';
import type { DecisionSheet } from '../../../../shared/domain/decision-sheet.ts';
import { useWords } from '../../../i18n/index.ts';
import { PersonText } from '../../../parts/index.ts';
import { useFindingSentence } from '../decision/finding-note.tsx';
import { aboutOf, figuresOf } from '../finding-text.ts';

/** What the checks found, each with its measured value beside the limit. */
export const SheetFindings = ({ printed }: { printed: DecisionSheet }) => {
  const { t } = useTranslation('sheet');
  const words = useWords();
  const sentence = useFindingSentence();
  const { findings, documents, checks } = printed.sheet;
  const shown = findings.filter(({ verdict }) => verdict !== 'skipped');
  return (
    <section>
      <h2>{t('findings')}</h2>
      {checks === 'waiting' ? <p className="printed-quiet">{t('checksWaiting')}</p> : null}
      <table className="printed-findings">
        <thead>
          <tr>
            {(['check', 'about', 'verdict', 'measured', 'limit', 'meaning'] as const).map((column) => (
              <th key={column} scope="col">
                {t(`column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((finding) => {
            const { measured, limit } = figuresOf(finding, words);
            return (
              <tr
                key={[finding.check, finding.documentId, finding.field, finding.cause].join(':')}
                className={finding.verdict === 'pass' ? undefined : 'printed-telling'}
              >
                <td>{words.word('check', finding.check)}</td>
                <td>{aboutOf(finding, documents, words)}</td>
                <td>{words.word('verdict', finding.verdict)}</td>
                <td>{measured === undefined ? null : <PersonText text={measured} />}</td>
                <td>{limit === undefined ? null : <PersonText text={limit} />}</td>
                <td>{finding.verdict === 'pass' ? null : sentence(finding)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
};
