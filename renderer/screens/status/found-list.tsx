import type { QueueRow } from '../../../shared/domain/queue.ts';
import { useFormat, useTranslation, useWords } from '../../i18n/index.ts';
import { AccountMark, ListRow, PersonText, RowList } from '../../parts/index.ts';

type Props = { rows: readonly QueueRow[]; chosen: string | undefined; onChoose: (applicationId: string) => void };

/** The applications that were found, the newest first; names are masked. */
export const FoundList = ({ rows, chosen, onChoose }: Props) => {
  const { t } = useTranslation('status');
  const { word } = useWords();
  const format = useFormat();
  if (rows.length === 0) return null;
  return (
    <RowList className="status-found" label={t('found')} chosen={chosen}>
      {rows.map(({ applicationId, name, type, submittedAt, attempt, accountStatus }) => (
        <ListRow
          key={applicationId}
          current={applicationId === chosen}
          names={{ 'data-application': applicationId }}
          onChoose={() => onChoose(applicationId)}
        >
          <span className="list-row-line">
            <strong>{name === '' ? t('nameless') : <PersonText text={name} />}</strong>
            <span className="quiet">{word('applicationType', type)}</span>
            {accountStatus === 'active' ? null : <AccountMark status={accountStatus} quiet />}
          </span>
          <span className="list-row-line quiet">
            <span>{format.short(submittedAt)}</span>
            <span>{t('attempt', { count: attempt })}</span>
          </span>
        </ListRow>
      ))}
    </RowList>
  );
};
