import { CheckCircleFilled, LoadingOutlined, RollbackOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { CommandKey } from '../../app/commands/index.ts';
import { useWords } from '../../i18n/index.ts';
import { FailureNotice, useNow } from '../../parts/index.ts';
import type { LastDecision } from './use-deciding.ts';

/** How long the bar still says that a decision is on its way, ms. */
const lingering = 3_000;

const icons: Record<Exclude<LastDecision['state'], 'failed'>, ReactNode> = {
  saving: <LoadingOutlined />,
  decided: <CheckCircleFilled />,
  taking_back: <LoadingOutlined />,
  taken_back: <RollbackOutlined />,
};

type Props = { last: LastDecision | undefined; onTakeBack: () => void; onDismiss: () => void };

/** The quiet bar about the last decision: being kept, decided here with the seconds left to take it back, taken back, or why it could not be made. */
export const DecidedBar = ({ last: told, onTakeBack, onDismiss }: Props) => {
  const { t } = useTranslation('review');
  const { word } = useWords();
  const now = useNow(1_000);
  const until = told?.state === 'decided' ? told.record.takeBackUntil : undefined;
  // Once it is on its way there is nothing left to do about it here.
  const last = until !== undefined && now > Date.parse(until) + lingering ? undefined : told;
  if (last?.state === 'failed') {
    return (
      <div className="review-failed">
        <FailureNotice failure={last.failure} onClose={onDismiss} />
      </div>
    );
  }
  const sentence = last === undefined ? '' : t(`bar.${last.state}`, { outcome: word('outcome', last.outcome) });
  return (
    <>
      {/* Said once when it changes; the countdown beside it is not read out second by second. */}
      <p className="review-unseen" role="status" aria-live="polite">
        {sentence}
      </p>
      {last !== undefined && (
        <div className="review-bar-place">
          <div className="review-bar" data-state={last.state}>
            {icons[last.state]}
            <span aria-hidden="true">{sentence}</span>
            {until !== undefined && <Countdown left={Math.ceil((Date.parse(until) - now) / 1_000)} onTakeBack={onTakeBack} />}
          </div>
        </div>
      )}
    </>
  );
};

const Countdown = ({ left, onTakeBack }: { left: number; onTakeBack: () => void }) => {
  const { t } = useTranslation('review');
  if (left <= 0) return <span className="review-quiet">{t('bar.onItsWay')}</span>;
  return (
    <>
      <Button size="small" type="text" onClick={onTakeBack}>
        {t('bar.takeBack')} <CommandKey name="review.takeBack" />
      </Button>
      <span className="review-countdown" aria-hidden="true">
        {t('bar.left', { count: left })}
      </span>
    </>
  );
};
