import { CheckCircleFilled, LoadingOutlined, RollbackOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { CommandKey } from '../../app/commands/index.ts';
import { useTranslation, useWords } from '../../i18n/index.ts';
import { FailureNotice, useNow } from '../../parts/index.ts';
import type { LastRequestDecision } from './use-request-deciding.ts';

/** How long the bar still tells what is over, ms. */
const lingering = 3_000;

const icons = {
  saving: <LoadingOutlined />,
  decided: <CheckCircleFilled />,
  taking_back: <LoadingOutlined />,
  taken_back: <RollbackOutlined />,
};

type Props = { last: LastRequestDecision | undefined; onTakeBack: () => void; onDismiss: () => void };

/** The last decision: kept here with the seconds left to take it back, taken back, or why it could not be made. */
export const RequestBar = ({ last, onTakeBack, onDismiss }: Props) => {
  const { t } = useTranslation('review');
  const { word } = useWords();
  const now = useNow(1_000);
  if (last === undefined) return null;
  if (last.state === 'failed') return <FailureNotice failure={last.failure} onClose={onDismiss} />;
  const until = last.state === 'decided' ? Date.parse(last.record.takeBackUntil ?? last.record.decidedAt) : undefined;
  if (until !== undefined && now > until + lingering) return null;
  const sentence = t(`bar.${last.state}`, { outcome: word('outcome', last.outcome) });
  const left = until === undefined ? undefined : Math.ceil((until - now) / 1_000);
  return (
    <div className="request-bar" data-state={last.state}>
      {icons[last.state]}
      <span role="status">{sentence}</span>
      {left === undefined ? null : left <= 0 ? (
        <span className="quiet">{t('bar.onItsWay')}</span>
      ) : (
        <>
          <Button size="small" type="text" onClick={onTakeBack}>
            {t('bar.takeBack')} <CommandKey name="requests.takeBack" />
          </Button>
          <span className="quiet request-number" aria-hidden="true">
            {t('bar.left', { count: left })}
          </span>
        </>
      )}
    </div>
  );
};
