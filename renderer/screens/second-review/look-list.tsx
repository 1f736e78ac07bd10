import { AimOutlined, CheckCircleOutlined, DiffOutlined, ExperimentOutlined, HistoryOutlined, UpCircleOutlined } from '@ant-design/icons';
import type { SecondLookRow } from '../../../shared/domain/second-look.ts';
import { useFormat, useTranslation, useWords } from '../../i18n/index.ts';
import { ListRow, Mark, PersonText, RowList } from '../../parts/index.ts';

type Props = { name: string; rows: readonly SecondLookRow[]; chosen: string | undefined; onOpen: (decisionId: string) => void };

const kindIcons = { escalation: <UpCircleOutlined />, sample: <ExperimentOutlined />, planted: <AimOutlined />, own: <HistoryOutlined /> };

/** Second looks, one a line. Nothing in a line tells what was decided first. */
export const LookList = ({ name, rows, chosen, onOpen }: Props) => {
  const { t } = useTranslation('secondReview');
  const { word } = useWords();
  const format = useFormat();
  return (
    <RowList className="look-list" label={name} chosen={chosen}>
      {rows.map(({ decisionId, kind, type, name: masked, decidedAt, dueAt, formedAt, agrees }) => (
        <ListRow
          key={decisionId}
          className="look-row"
          current={decisionId === chosen}
          names={{ 'data-look': decisionId, 'data-kind': kind }}
          onChoose={() => onOpen(decisionId)}
        >
          <Mark tone={kind === 'escalation' ? 'info' : 'neutral'} icon={kindIcons[kind]}>
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
        </ListRow>
      ))}
    </RowList>
  );
};
