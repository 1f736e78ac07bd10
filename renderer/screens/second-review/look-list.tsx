import { CheckCircleOutlined, DiffOutlined, ExperimentOutlined, UpCircleOutlined } from '@ant-design/icons';
import { useEffect, useRef } from 'react';
import type { SecondLookRow } from '../../../shared/domain/second-look.ts';
import { useFormat, useTranslation, useWords } from '../../i18n/index.ts';
import { Mark, PersonText } from '../../parts/index.ts';

type Props = { name: string; rows: readonly SecondLookRow[]; chosen: string | undefined; onOpen: (decisionId: string) => void };

/** Second looks, one a line. Nothing in a line tells what was decided first. */
export const LookList = ({ name, rows, chosen, onOpen }: Props) => {
  const { t } = useTranslation('secondReview');
  const { word } = useWords();
  const format = useFormat();
  const list = useRef<HTMLUListElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is chosen by key is brought into sight
  useEffect(() => {
    list.current?.querySelector('[aria-current="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  return (
    <ul ref={list} className="look-list" aria-label={name}>
      {rows.map(({ decisionId, kind, type, name: masked, decidedAt, dueAt, formedAt, agrees }) => (
        <li key={decisionId}>
          <button
            type="button"
            className="look-row"
            data-look={decisionId}
            data-kind={kind}
            aria-current={decisionId === chosen}
            onClick={() => onOpen(decisionId)}
          >
            <Mark
              tone={kind === 'escalation' ? 'info' : 'neutral'}
              icon={kind === 'escalation' ? <UpCircleOutlined /> : <ExperimentOutlined />}
            >
              {t(`kind.${kind}`)}
            </Mark>
            <span className="look-name">{masked === '' ? t('nameless') : <PersonText text={masked} />}</span>
            <span className="quiet">{word('applicationType', type)}</span>
            {formedAt === undefined ? (
              <span className="quiet look-time">
                {dueAt === undefined ? t('decidedAt', { at: format.dateTime(decidedAt) }) : t('dueAt', { at: format.dateTime(dueAt) })}
              </span>
            ) : (
              <>
                <Mark tone={agrees === true ? 'pass' : 'warn'} icon={agrees === true ? <CheckCircleOutlined /> : <DiffOutlined />} quiet>
                  {t(agrees === true ? 'same' : 'different')}
                </Mark>
                <span className="quiet look-time">{t('formedAt', { at: format.dateTime(formedAt) })}</span>
              </>
            )}
          </button>
        </li>
      ))}
    </ul>
  );
};
