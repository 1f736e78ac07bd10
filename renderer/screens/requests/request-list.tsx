import { CheckCircleOutlined, ClockCircleOutlined } from '@ant-design/icons';
import type { RequestRow } from '../../../shared/domain/request.ts';
import { useFormat, useTranslation } from '../../i18n/index.ts';
import { ListRow, Mark, PersonText, RequestMark, RowList } from '../../parts/index.ts';

type Props = { rows: readonly RequestRow[]; chosen: string | undefined; onChoose: (requestId: string) => void };

/** The requests, open ones first. */
export const RequestList = ({ rows, chosen, onChoose }: Props) => {
  const { t } = useTranslation('requests');
  const format = useFormat();
  return (
    <RowList label={t('list')} chosen={chosen}>
      {rows.map(({ requestId, kind, name, submittedAt, state }) => (
        <ListRow
          key={requestId}
          current={requestId === chosen}
          names={{ 'data-request': requestId, 'data-state': state }}
          onChoose={() => onChoose(requestId)}
        >
          <span className="list-row-line">
            <RequestMark kind={kind} />
            <Mark
              tone={state === 'open' ? 'info' : 'neutral'}
              icon={state === 'open' ? <ClockCircleOutlined /> : <CheckCircleOutlined />}
              quiet
            >
              {t(`state.${state}`)}
            </Mark>
          </span>
          <span className="list-row-line">
            <span>{name === undefined ? t('nameless') : <PersonText text={name} />}</span>
            <span className="quiet">{format.short(submittedAt)}</span>
          </span>
        </ListRow>
      ))}
    </RowList>
  );
};
