import { CheckCircleOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { outcomes } from '../../../shared/domain/decision.ts';
import { goBack } from '../../app/routes/index.ts';
import { useTransfer } from '../../engine/index.ts';
import { useWords } from '../../i18n/index.ts';
import { EmptyState, KeyCap, OutcomeMark } from '../../parts/index.ts';
import type { Tally } from './use-deciding.ts';

/** Nothing is left in this view: says so, and what was done. */
export const Finished = ({ tally }: { tally: Tally }) => {
  const { t } = useTranslation('review');
  const { word } = useWords();
  const preparing = useTransfer().data?.preparing !== undefined;
  const total = outcomes.reduce((sum, outcome) => sum + tally[outcome], 0);
  return (
    <div className="review-finished">
      <EmptyState
        icon={<CheckCircleOutlined />}
        title={t('finished.title')}
        detail={
          <>
            <p>{t('finished.done', { count: total })}</p>
            {preparing ? <p>{t('finished.preparing')}</p> : null}
            <ul className="review-tally">
              {outcomes
                .filter((outcome) => tally[outcome] > 0)
                .map((outcome) => (
                  <li key={outcome} aria-label={`${word('outcome', outcome)}: ${tally[outcome]}`}>
                    <OutcomeMark outcome={outcome} />
                    <strong>{tally[outcome]}</strong>
                  </li>
                ))}
            </ul>
          </>
        }
        action={
          <Button type="primary" autoFocus onClick={goBack}>
            {t('finished.queue')} <KeyCap chord="Escape" />
          </Button>
        }
      />
    </div>
  );
};
