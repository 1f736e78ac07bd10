import { CheckCircleFilled, LoadingOutlined, RollbackOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useWords } from '../../i18n/index.ts';
import { FailureNotice, KeyCap, useNow } from '../../parts/index.ts';
import type { LastDecision } from './use-deciding.ts';

type Props = { last: LastDecision | undefined; onTakeBack: () => void; onDismiss: () => void };

/** The quiet bar about the last decision: being kept, decided here with the seconds left to take it back, taken back, or why it could not be made. */
export const DecidedBar = ({ last, onTakeBack, onDismiss }: Props) => {
  const { t } = useTranslation('review');
  const { word } = useWords();
  const outcome = last === undefined ? '' : word('outcome', last.outcome);
  return (
    <>
      {/* Said once when it changes; the countdown beside it is not read out second by second. */}
      <p className="review-unseen" role="status" aria-live="polite">
        {last !== undefined && last.state !== 'failed' ? t(`bar.${last.state}`, { outcome }) : ''}
      </p>
      {last !== undefined && (
        <div className="review-bar" data-state={last.state}>
          {last.state === 'failed' ? (
            <FailureNotice failure={last.failure} onClose={onDismiss} />
          ) : (
            <>
              {last.state === 'saving' || last.state === 'taking_back' ? (
                <LoadingOutlined />
              ) : last.state === 'taken_back' ? (
                <RollbackOutlined />
              ) : (
                <CheckCircleFilled />
              )}
              <span>{t(`bar.${last.state}`, { outcome })}</span>
              {last.state === 'decided' && last.record.takeBackUntil !== undefined && (
                <Countdown until={last.record.takeBackUntil} onTakeBack={onTakeBack} />
              )}
            </>
          )}
        </div>
      )}
    </>
  );
};

const Countdown = ({ until, onTakeBack }: { until: string; onTakeBack: () => void }) => {
  const { t } = useTranslation('review');
  const left = Math.ceil((Date.parse(until) - useNow(1_000)) / 1_000);
  if (left <= 0) return <span className="review-quiet">{t('bar.onItsWay')}</span>;
  return (
    <>
      <Button size="small" type="text" onClick={onTakeBack}>
        {t('bar.takeBack')} <KeyCap chord="Z" />
      </Button>
      <span className="review-countdown" aria-hidden="true">
        {t('bar.left', { count: left })}
      </span>
    </>
  );
};
