import { useEffect, useRef } from 'react';
import type { QueueRow } from '../../../shared/domain/queue.ts';
import { useFormat, useTranslation, useWords } from '../../i18n/index.ts';
import { AccountMark, PersonText } from '../../parts/index.ts';

type Props = { rows: readonly QueueRow[]; chosen: string | undefined; onChoose: (applicationId: string) => void };

/** The applications that were found, the newest first; names are masked. */
export const FoundList = ({ rows, chosen, onChoose }: Props) => {
  const { t } = useTranslation('status');
  const { word } = useWords();
  const format = useFormat();
  const list = useRef<HTMLUListElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is chosen by key is brought into sight
  useEffect(() => {
    list.current?.querySelector('[aria-current="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  if (rows.length === 0) return null;
  return (
    <ul ref={list} className="status-found" aria-label={t('found')}>
      {rows.map(({ applicationId, name, type, submittedAt, attempt, accountStatus }) => (
        <li key={applicationId}>
          <button
            type="button"
            className="status-row"
            data-application={applicationId}
            aria-current={applicationId === chosen}
            onClick={() => onChoose(applicationId)}
          >
            <span className="status-row-line">
              <strong>{name === '' ? t('nameless') : <PersonText text={name} />}</strong>
              <span className="quiet">{word('applicationType', type)}</span>
              {accountStatus === 'active' ? null : <AccountMark status={accountStatus} quiet />}
            </span>
            <span className="status-row-line quiet">
              <span>{format.short(submittedAt)}</span>
              <span>{t('attempt', { count: attempt })}</span>
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
};
