import { useTranslation } from 'react-i18next';
import type { DecisionSheet } from '../../../../shared/domain/decision-sheet.ts';
import { useFormat, useWords } from '../../../i18n/index.ts';

/** The entries of the audit by which the sheet can be verified. */
export const SheetReferences = ({ printed }: { printed: DecisionSheet }) => {
  const { t } = useTranslation('sheet');
  const { word } = useWords();
  const format = useFormat();
  const { entries, made } = printed;
  return (
    <section className="printed-whole">
      <h2>{t('references')}</h2>
      <p className="printed-quiet">{t('referencesDetail', { workstation: made.workstationId })}</p>
      <table>
        <thead>
          <tr>
            {(['entry', 'time', 'action', 'hash'] as const).map((column) => (
              <th key={column} scope="col">
                {t(`reference.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {[...entries, made.entry].map(({ seq, at, action, hash }) => (
            <tr key={seq}>
              <td>{seq}</td>
              <td>{format.exact(at)}</td>
              <td>{word('audit', action)}</td>
              <td>
                <code>{hash}</code>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
};
